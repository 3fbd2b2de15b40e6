import { useEffect } from "react";
import { useQuery } from "urql";
import { readFragment } from "../../../api/graphql";
import { useFoundSearch } from "./found-context";
import { FoundEdge, FoundQuery, PlacesQuery } from "./found-query";
import { MoreImages } from "./more-images";
import { FoundTile } from "./tile/found-tile";
import { RowFillers } from "./tile/row-fillers";
import { tileRatio } from "./tile/tile-ratio";

/** A page of what was found, and as many more pages as are to be shown: each begins where the one before ends. */
export function FoundPage(props: {
  after: string | null;
  pages: number;
  onMore: () => void;
  onExpired: () => void;
}) {
  const { after, pages, onMore, onExpired } = props;
  const { variables, hidden } = useFoundSearch();
  const [{ data, error }] = useQuery({ query: FoundQuery, variables: { ...variables, after } });
  const [{ data: places }] = useQuery({
    query: PlacesQuery,
    variables: { ...variables, after },
    pause: !data,
  });
  const isExpired = error?.graphQLErrors[0]?.extensions.code === "SEARCH_EXPIRED";
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each cursor of a search that was forgotten
  useEffect(() => {
    if (isExpired) onExpired();
  }, [isExpired, after]);
  if (!data) return null;
  const { edges, pageInfo } = data.searchImages;
  const regions = new Map(places?.searchImages.edges.map((edge) => [edge.cursor, edge.regions]));
  return (
    <>
      {edges.map((fragment) => {
        const edge = readFragment(FoundEdge, fragment);
        if (hidden.has(edge.image.id)) return null;
        return <FoundTile key={edge.image.id} edge={edge} regions={regions.get(edge.cursor)} after={after} />;
      })}
      {pages > 1 && pageInfo.hasNextPage && (
        <FoundPage after={pageInfo.endCursor} pages={pages - 1} onMore={onMore} onExpired={onExpired} />
      )}
      {(pages === 1 || !pageInfo.hasNextPage) && (
        <RowFillers ratios={edges.map((edge) => tileRatio(readFragment(FoundEdge, edge).image))} />
      )}
      {pages === 1 && pageInfo.hasNextPage && <MoreImages onMore={onMore} />}
    </>
  );
}

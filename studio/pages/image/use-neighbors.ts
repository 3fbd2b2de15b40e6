import { useQuery } from "urql";
import { graphql } from "../../api/graphql";
import type { ImageList, LibraryList, SearchList } from "../../parts/image-list";

const LibraryNeighbors = graphql(`
  query LibraryNeighbors($filter: ImageFilter, $orderBy: ImageOrder, $cursor: String!) {
    before: images(filter: $filter, orderBy: $orderBy, last: 1, before: $cursor) {
      edges { cursor node { id } }
    }
    after: images(filter: $filter, orderBy: $orderBy, first: 1, after: $cursor) {
      edges { cursor node { id } }
    }
  }
`);

const SearchNeighbors = graphql(`
  query SearchNeighbors(
    $query: ImageSearch!
    $filter: ImageFilter
    $orderBy: ImageOrder
    $atLeastProbability: Float
    $modelVersionId: ID
    $after: String
  ) {
    searchImages(
      query: $query
      filter: $filter
      orderBy: $orderBy
      atLeastProbability: $atLeastProbability
      modelVersionId: $modelVersionId
      first: 100
      after: $after
    ) {
      edges { cursor image { id } }
    }
  }
`);

/** So far into the 100 images that come at once, those of the next image begin later: with so many before it. */
const [LATE, KEPT_BEFORE] = [90, 50];

/** An image beside this one, with the list as that image's address has it. */
export interface Neighbor {
  readonly id: string;
  readonly list: ImageList;
}

export interface Neighbors {
  readonly previous: Neighbor | null;
  readonly next: Neighbor | null;
}

/** The images before and after one in the list that it was opened from. */
export function useNeighbors(id: string, list: ImageList | undefined): Neighbors {
  const inLibrary = useLibraryNeighbors(list?.of === "library" ? list : null);
  const inSearch = useSearchNeighbors(id, list?.of === "search" ? list : null);
  return list?.of === "search" ? inSearch : inLibrary;
}

function useLibraryNeighbors(list: LibraryList | null): Neighbors {
  const { filter, orderBy, cursor = "" } = list ?? {};
  const variables = { filter, orderBy, cursor };
  const [{ data }] = useQuery({ query: LibraryNeighbors, variables, pause: list === null });
  const neighbor = (edge: { cursor: string; node: { id: string } } | undefined): Neighbor | null =>
    edge && list ? { id: edge.node.id, list: { ...list, cursor: edge.cursor } } : null;
  return { previous: neighbor(data?.before.edges[0]), next: neighbor(data?.after.edges[0]) };
}

function useSearchNeighbors(id: string, list: SearchList | null): Neighbors {
  const { query = {}, filter, orderBy, atLeastProbability, modelVersionId, after } = list ?? {};
  const variables = { query, filter, orderBy, atLeastProbability, modelVersionId, after };
  const [{ data }] = useQuery({ query: SearchNeighbors, variables, pause: list === null });
  const edges = data?.searchImages.edges ?? [];
  const place = edges.findIndex(({ image }) => image.id === id);
  const neighbor = (at: number): Neighbor | null => {
    const edge = place < 0 ? undefined : edges[at];
    if (!edge || !list) return null;
    const before = at < LATE ? undefined : edges[at - KEPT_BEFORE];
    return { id: edge.image.id, list: before ? { ...list, after: before.cursor } : list };
  };
  return { previous: neighbor(place - 1), next: neighbor(place + 1) };
}

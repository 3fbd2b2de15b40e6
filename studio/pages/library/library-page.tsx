import { useSearch } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { useClient, useQuery } from "urql";
import { graphql } from "../../api/graphql";
import { PageHeader } from "../../parts/page-header";
import { t } from "../../text/text";
import { ImageGrid } from "./image-grid";
import { filterOf, orderOf } from "./image-list-of";
import { createImagePages } from "./image-pages";
import { useGridActions } from "./use-grid-actions";
import { useSelection } from "./use-selection";

const LibraryCount = graphql(`
  query LibraryCount($filter: ImageFilter) {
    images(first: 1, filter: $filter) { totalCount totalCountIsExact }
  }
`);
const NONE = new Set<string>();
export function LibraryPage() {
  const search = useSearch({ from: "/library" });
  const { size = 160 } = search;
  const filter = useMemo(() => filterOf(search), [search]);
  const orderBy = useMemo(() => orderOf(search), [search]);
  const client = useClient();
  const [{ data }] = useQuery({ query: LibraryCount, variables: { filter } });
  const width = 256;
  const pages = useMemo(
    () => createImagePages(client, { filter, orderBy, width }),
    [client, filter, orderBy, width],
  );
  useEffect(() => pages.close, [pages]);
  const total = data?.images.totalCount ?? 0;
  const selecting = useSelection(pages, filter);
  const { active, actions } = useGridActions(selecting, {
    total,
    onOpen: (i) => console.log("open", i),
    onDelete: () => {},
    onTooMany: () => {},
  });
  return (
    <>
      <PageHeader title={t("library.title")} subtitle={String(total)} />
      <ImageGrid
        pages={pages}
        total={total}
        size={size}
        selection={selecting.selection}
        leaving={NONE}
        active={active}
        isByTime
        actions={actions}
      />
    </>
  );
}

import { graphql } from "../../api/graphql";

export const LibraryCount = graphql(`
  query LibraryCount($filter: ImageFilter) {
    images(first: 1, filter: $filter) { totalCount totalCountIsExact }
  }
`);

import { graphql, type ResultOf } from "../../../api/graphql";
import { ThumbnailImage } from "../../../parts/thumbnail";

export const SetList = graphql(
  `
  query SetList($filter: BenchmarkSetFilter, $after: String) {
    benchmarkSets(first: 50, filter: $filter, after: $after) {
      edges {
        node {
          id
          name
          kind
          format
          imageCount
          createdAt
          vocabulary { id labelCount }
          items(first: 4) { edges { node { position image { id ...ThumbnailImage } } } }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`,
  [ThumbnailImage],
);

export type ListedSet = ResultOf<typeof SetList>["benchmarkSets"]["edges"][number]["node"];

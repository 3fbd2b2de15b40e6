import { graphql, type ResultOf } from "../../../api/graphql";
import { ThumbnailImage } from "../../../parts/thumbnail";

export const SetList = graphql(
  `
  query SetList($filter: BenchmarkSetFilter, $first: Int!) {
    benchmarkSets(first: $first, filter: $filter) {
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
      pageInfo { hasNextPage }
    }
  }
`,
  [ThumbnailImage],
);

export type ListedSet = ResultOf<typeof SetList>["benchmarkSets"]["edges"][number]["node"];

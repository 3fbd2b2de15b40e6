import { graphql, type ResultOf } from "../../../api/graphql";

export const ModelList = graphql(`
  query ModelList($filter: ModelVersionFilter) {
    modelVersions(first: 100, filter: $filter) {
      edges {
        node {
          id
          name
          version
          active
          family
          sizeBytes
          createdAt
          backbone { id name sizeBytes }
          space { id name kind }
          standIn { id name }
          quantization { passes }
          training { set }
        }
      }
      pageInfo { hasNextPage }
      totalCount
    }
  }
`);

export type ListedModel = ResultOf<typeof ModelList>["modelVersions"]["edges"][number]["node"];

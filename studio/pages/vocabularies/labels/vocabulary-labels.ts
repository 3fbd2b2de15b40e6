import { graphql, type ResultOf } from "../../../api/graphql";

export const VocabularyLabels = graphql(`
  query VocabularyLabels($id: ID!, $spaceId: ID, $after: String) {
    vocabulary(id: $id) {
      id
      labels(first: 1000, after: $after) {
        edges {
          node {
            id
            position
            label
            alias
            prompt
            phrases
            training
            origin(spaceId: $spaceId)
            words(spaceId: $spaceId)
          }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

type Labels = NonNullable<ResultOf<typeof VocabularyLabels>["vocabulary"]>["labels"];
export type VocabularyLabel = Labels["edges"][number]["node"];

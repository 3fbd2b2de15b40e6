import { graphql } from "../../../api/graphql";

/** Where the model sees the labels of one wrong image: computed for it, so asked for only when somebody looks. */
export const WrongMaps = graphql(`
  query WrongMaps($imageId: ID!, $vocabularyId: ID!, $labels: [String!]!, $modelVersionId: ID!) {
    regions(imageId: $imageId, vocabularyId: $vocabularyId, labels: $labels, modelVersionId: $modelVersionId) {
      position
      heatMapUrl(width: 512)
      boxes { left top right bottom }
    }
  }
`);

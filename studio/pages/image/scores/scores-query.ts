import { graphql, type ResultOf } from "../../../api/graphql";

/** The best labels of an image with all that is shown of each; nothing is stored. */
export const ScoresQuery = graphql(`
  query ImageScores($input: ScoreImageInput!) {
    scoreImage(input: $input) {
      __typename
      ... on ScoredImage {
        modelVersion { id name version }
        vocabulary { id name version labelCount }
        labels {
          rank
          label
          score
          probability
          origin
          words
          vocabularyLabel { id training }
          regions {
            peak
            boxes { left top right bottom }
            heatMapUrl(width: 800, format: WEBP)
          }
        }
      }
      ... on InvalidVocabularyError {
        problems { position label reason nearest }
      }
      ... on Error { code message }
    }
  }
`);

type Answer = ResultOf<typeof ScoresQuery>["scoreImage"];
export type ScoredImage = Extract<Answer, { __typename: "ScoredImage" }>;
export type LabelScore = ScoredImage["labels"][number];
export type LabelProblem = Extract<Answer, { __typename: "InvalidVocabularyError" }>["problems"][number];

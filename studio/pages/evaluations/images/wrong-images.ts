import { graphql, type ResultOf } from "../../../api/graphql";

export const WrongImages = graphql(`
  query WrongImages($id: ID!, $section: EvaluationSection!, $first: Int!) {
    evaluationRun(id: $id) {
      id
      report {
        mostWrongImages(section: $section, first: $first) {
          position
          name
          margin
          image { id name width height thumbnailUrl(width: 512) }
          predicted { score label { id label position } }
          missed { score label { id label position } }
        }
      }
    }
  }
`);

export type WrongImage = NonNullable<
  NonNullable<ResultOf<typeof WrongImages>["evaluationRun"]>["report"]
>["mostWrongImages"][number];

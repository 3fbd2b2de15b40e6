import { graphql, type ResultOf } from "../../api/graphql";

/** An image with all that the page says of it, but its labels. */
export const ImageQuery = graphql(`
  query ShownImage($id: ID!) {
    image(id: $id) {
      id
      name
      path
      width
      height
      mediaType
      sizeBytes
      createdAt
      capturedAt
      capturedOffset
      externalId
      sha256
      url
      large: thumbnailUrl(width: 1600)
      tags { tag origin probability }
      corrections { label }
      predictions(first: 1) {
        edges { node { vocabulary { id } } }
      }
    }
  }
`);

export type ShownImage = NonNullable<ResultOf<typeof ImageQuery>["image"]>;

/** What an image can be scored against, and by what. */
export const ChoicesQuery = graphql(`
  query LabelingChoices {
    activeModelVersion { id }
    modelVersions(first: 100) {
      edges { node { id name version active } }
    }
    vocabularies(first: 100) {
      edges { node { id name version labelCount } }
    }
  }
`);

export type Choices = ResultOf<typeof ChoicesQuery>;

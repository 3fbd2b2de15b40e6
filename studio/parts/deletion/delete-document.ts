import { graphql, type VariablesOf } from "../../api/graphql";

export const DeleteImages = graphql(`
  mutation DeleteImages($input: DeleteImagesInput!) {
    deleteImages(input: $input) {
      __typename
      ... on DeletedImages { deletedCount inUseCount usedBy { id name } }
      ... on Error { message }
    }
  }
`);

/** Images as the API takes them: by their ids, or by a filter. */
export type Chosen = VariablesOf<typeof DeleteImages>["input"];

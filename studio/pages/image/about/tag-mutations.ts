import { graphql } from "../../../api/graphql";

export const TagImage = graphql(`
  mutation TagImage($id: ID!, $tag: String!) {
    result: tagImages(input: { imageIds: [$id], tags: [$tag] }) {
      ... on Error { message }
    }
  }
`);

export const UntagImage = graphql(`
  mutation UntagImage($id: ID!, $tag: String!) {
    result: untagImages(input: { imageIds: [$id], tags: [$tag] }) {
      ... on Error { message }
    }
  }
`);

export const CorrectImage = graphql(`
  mutation CorrectImage($id: ID!, $label: String!) {
    result: correctImages(input: { imageIds: [$id], label: $label }) {
      ... on Error { message }
    }
  }
`);

export const WithdrawCorrection = graphql(`
  mutation WithdrawCorrection($id: ID!, $label: String!) {
    result: withdrawCorrections(input: { imageIds: [$id], label: $label }) {
      ... on Error { message }
    }
  }
`);

import { graphql } from "../../../api/graphql";

export const CreateVocabulary = graphql(`
  mutation CreateVocabulary($input: CreateVocabularyInput!) {
    createVocabulary(input: $input) {
      __typename
      ... on CreatedVocabulary {
        alreadyStored
        vocabulary { id name version labelCount }
        leftOut { label }
      }
      ... on InvalidVocabularyError { problems { position label reason nearest } }
      ... on Error { message }
    }
  }
`);

export const CheckLabels = graphql(`
  query CheckLabels($labels: [LabelToCheckInput!]!, $modelVersionId: ID) {
    checkLabels(labels: $labels, modelVersionId: $modelVersionId) {
      origin
      words
      problem { reason nearest isUnresolved }
    }
  }
`);

import { graphql, type ResultOf } from "../../../api/graphql";

export const TrainingChoices = graphql(`
  query TrainingChoices {
    benchmarkSets(first: 100, filter: { complete: true }) {
      edges { node { id name imageCount vocabulary { id name labelCount vectors { space { id name } } } } }
    }
    backbones(first: 100) { edges { node { id name } } }
    vectorSpaces(first: 100) { edges { node { id name kind } } }
  }
`);

export const TrainModel = graphql(`
  mutation TrainModel($input: TrainModelInput!) {
    trainModel(input: $input) {
      __typename
      ... on AcceptedTraining { training { id } }
      ... on Error { message }
    }
  }
`);

export type Choices = ResultOf<typeof TrainingChoices>;

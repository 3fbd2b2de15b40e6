import { graphql, type ResultOf } from "../../api/graphql";
import { WorkInProgress } from "../../parts/work-progress";

export const ComparisonQuery = graphql(
  `
  query Comparison($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on EvaluationComparison {
        ...WorkInProgress
        state
        createdAt
        first { id resamples benchmarkSet { id name } modelVersion { id name version } }
        second { id modelVersion { id name version } }
        sections {
          section
          macro { first second difference standardError p }
          atK { k f1 { first second difference standardError p } }
        }
      }
    }
  }
`,
  [WorkInProgress],
);

export const Differences = graphql(`
  query Differences($id: ID!, $after: String) {
    node(id: $id) {
      __typename
      id
      ... on EvaluationComparison {
        sections {
          section
          labels(first: 500, after: $after) {
            edges { node { first second difference standardError p adjustedP label { id label position } } }
            pageInfo { hasNextPage endCursor }
          }
        }
      }
    }
  }
`);

type Node = NonNullable<ResultOf<typeof ComparisonQuery>["node"]>;
export type Comparison = Extract<Node, { __typename: "EvaluationComparison" }>;
export type ComparedSection = NonNullable<Comparison["sections"]>[number];

type DifferencesNode = Extract<
  NonNullable<ResultOf<typeof Differences>["node"]>,
  { __typename: "EvaluationComparison" }
>;
export type LabelDifference = NonNullable<
  DifferencesNode["sections"]
>[number]["labels"]["edges"][number]["node"];

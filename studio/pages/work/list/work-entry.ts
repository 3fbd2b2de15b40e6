import { type FragmentOf, graphql, type ResultOf } from "../../../api/graphql";
import { WorkInProgress } from "../../../parts/work-progress";

/** A piece of work as this page shows it, whatever its kind. */
export const WorkEntry = graphql(
  `
  fragment WorkEntry on Work {
    __typename
    id
    kind
    state
    done
    failed
    total
    host
    createdAt
    startedAt
    finishedAt
    errorMessage
    insteadOfResuming
    ...WorkInProgress
    ... on PredictionBatch { vocabulary { id name } modelVersion { id name version } }
    ... on EvaluationRun { benchmarkSet { id name } modelVersion { id name version } }
    ... on Training { name benchmarkSet { id name } }
    ... on BenchmarkImport { name benchmarkSet { id name } }
    ... on ModelQuantization { name modelVersion { id name version } }
    ... on EvaluationComparison {
      first { id modelVersion { id name version } }
      second { id modelVersion { id name version } }
    }
    ... on ModelSetup { title modelVersion { id name version } }
    ... on ImageIndexing { vocabulary { id name } modelVersion { id name version } }
  }
`,
  [WorkInProgress],
);

export type WorkEntry = ResultOf<typeof WorkEntry>;
export type MaskedEntry = FragmentOf<typeof WorkEntry>;

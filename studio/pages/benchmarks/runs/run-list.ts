import { graphql, type ResultOf } from "../../../api/graphql";
import { WorkInProgress } from "../../../parts/work-progress";

export const RunList = graphql(
  `
  query RunList($filter: EvaluationRunFilter, $first: Int!) {
    evaluationRuns(first: $first, filter: $filter) {
      edges {
        node {
          id
          ...WorkInProgress
          state
          done
          total
          protocol
          createdAt
          finishedAt
          benchmarkSet { id name }
          modelVersion { id name version }
          report {
            sections {
              section
              meanAveragePrecision { macro }
              intervals { macro { low high } }
              atK { k pooled { f1 } }
            }
          }
        }
      }
      pageInfo { hasNextPage }
    }
  }
`,
  [WorkInProgress],
);

export type ListedRun = ResultOf<typeof RunList>["evaluationRuns"]["edges"][number]["node"];

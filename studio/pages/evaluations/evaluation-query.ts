import { graphql, type ResultOf } from "../../api/graphql";
import { WorkInProgress } from "../../parts/work-progress";

export const EvaluationQuery = graphql(
  `
  query Evaluation($id: ID!) {
    evaluationRun(id: $id) {
      id
      ...WorkInProgress
      state
      protocol
      resamples
      createdAt
      finishedAt
      imagesPerSecond
      secondsLeft
      reportUrl
      pageUrl
      benchmarkSet { id name kind imageCount vocabulary { id } }
      modelVersion { id name version }
      basis { provider precision }
      report {
        images
        seenLabels
        unseenLabels
        warnings
        sections {
          section
          images
          rankedLabels
          meanAveragePrecision { macro supportWeighted micro classes emptyClasses emptyClass }
          atK {
            k
            pooled { precision recall f1 }
            macroF1
            confusions { images missed { id label } predicted { id label } }
          }
          groups {
            seen { macro }
            unseen { macro }
            harmonicMean { macro }
          }
          intervals {
            resamples
            macro { low high }
            supportWeighted { low high }
            atK { k precision { low high } recall { low high } f1 { low high } }
          }
        }
        calibration {
          pairs
          positives
          reliability { expectedError brierScore bins { from to pairs predicted observed } }
        }
      }
    }
  }
`,
  [WorkInProgress],
);

export type Evaluation = NonNullable<ResultOf<typeof EvaluationQuery>["evaluationRun"]>;
export type Report = NonNullable<Evaluation["report"]>;
export type Section = Report["sections"][number];
export type Calibration = NonNullable<Report["calibration"]>;

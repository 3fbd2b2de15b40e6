import { SimpleGrid, Skeleton, Stack } from "@mantine/core";
import { useQuery } from "urql";
import { errorText } from "../../../api/error-text";
import { graphql } from "../../../api/graphql";
import { CurvePlot } from "../../../parts/plot/curve-plot";
import { HistogramPlot } from "../../../parts/plot/histogram-plot";
import { ProblemAlert } from "../../../parts/problem-alert";
import { t } from "../../../text/text";
import type { Section } from "../evaluation-query";
import { Confusions } from "./confusions";

const EvaluationPlots = graphql(`
  query EvaluationPlots($id: ID!) {
    evaluationRun(id: $id) {
      id
      report {
        sections {
          section
          precisionRecall { recall precision averagePrecision positives known }
          scoreHistogram { from to present absent }
        }
      }
    }
  }
`);

/** All labels of a section together. */
export function OverviewTab(props: { runId: string; section: Section; atK: Section["atK"][number] | null }) {
  const { runId, section, atK } = props;
  const [{ data, error }] = useQuery({ query: EvaluationPlots, variables: { id: runId } });
  const plots = data?.evaluationRun?.report?.sections.find((other) => other.section === section.section);
  return (
    <Stack gap="md">
      <ProblemAlert problem={errorText(error)} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        {plots ? (
          <>
            <CurvePlot title={t("evaluation.curve")} curve={plots.precisionRecall} />
            <HistogramPlot title={t("evaluation.histogram")} histogram={plots.scoreHistogram} />
          </>
        ) : (
          <>
            <Skeleton height={372} />
            <Skeleton height={372} />
          </>
        )}
      </SimpleGrid>
      {atK && <Confusions atK={atK} />}
    </Stack>
  );
}

import { SimpleGrid, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "urql";
import { errorText } from "../../../api/error-text";
import { graphql } from "../../../api/graphql";
import { CurvePlot } from "../../../parts/plot/curve-plot";
import { HistogramPlot } from "../../../parts/plot/histogram-plot";
import { ProblemAlert } from "../../../parts/problem-alert";
import { t } from "../../../text/text";
import type { SectionName } from "../evaluation-view";
import { FigureCard } from "../figure-card";
import { WrongPictures } from "../images/wrong-pictures";
import { atKOf, type LabelReport } from "./label-reports";

const LabelPlots = graphql(`
  query LabelPlots($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on LabelReport {
        precisionRecall { recall precision averagePrecision positives known }
        scoreHistogram { from to present absent }
      }
    }
  }
`);

/** One label: its figures, its curve, where its scores are, and the pictures on which it is most wrong. */
export function LabelDetail(props: {
  runId: string;
  section: SectionName;
  report: LabelReport;
  k: number | null;
}) {
  const { runId, section, report, k } = props;
  const [{ data, error }] = useQuery({ query: LabelPlots, variables: { id: report.id } });
  const plots = data?.node?.__typename === "LabelReport" ? data.node : null;
  const atK = atKOf(report, k);
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t("evaluation.supportOf", { count: report.support, of: report.annotated })}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <FigureCard
          name={t("evaluation.ap")}
          meaning={t("evaluation.apMeaning")}
          value={report.averagePrecision}
          interval={report.interval}
          isFirst
        />
        {atK && (
          <FigureCard
            name={t("evaluation.f1", { k: atK.k })}
            meaning={t("evaluation.labelAtK", { ...atK, count: atK.predicted })}
            value={atK.f1}
          />
        )}
      </SimpleGrid>
      <ProblemAlert problem={errorText(error)} />
      {plots ? (
        <>
          <CurvePlot title={t("evaluation.labelCurve")} curve={plots.precisionRecall} />
          <HistogramPlot title={t("evaluation.labelHistogram")} histogram={plots.scoreHistogram} />
        </>
      ) : (
        <>
          <Skeleton height={372} />
          <Skeleton height={372} />
        </>
      )}
      <WrongPictures runId={runId} section={section} position={report.position} />
    </Stack>
  );
}

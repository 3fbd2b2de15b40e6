import { SimpleGrid, Stack, Text } from "@mantine/core";
import { IconScale } from "@tabler/icons-react";
import { EmptyState } from "../../../parts/empty-state";
import { figureText } from "../../../parts/number-text";
import { t } from "../../../text/text";
import type { Calibration } from "../evaluation-query";
import type { EvaluationView } from "../evaluation-view";
import { CutOffs } from "./cut-offs";
import { ReliabilityPlot } from "./reliability-plot";

/** How far the probabilities of this run can be relied on, and the score that each label needs for one. */
export function CalibrationTab(props: {
  runId: string;
  calibration: Calibration | null;
  view: EvaluationView;
  show: (change: Partial<EvaluationView>) => void;
}) {
  const { runId, calibration, view, show } = props;
  if (!calibration)
    return (
      <EmptyState
        icon={IconScale}
        title={t("evaluation.notCalibratedTitle")}
        text={t("evaluation.notCalibrated")}
      />
    );
  const { reliability, pairs, positives } = calibration;
  const { expectedError, brierScore } = reliability;
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
      <Stack gap="sm">
        <ReliabilityPlot bins={reliability.bins} />
        <Text size="sm" c="dimmed">
          {t("evaluation.fittedOn", { pairs, positives })}{" "}
          {expectedError !== null &&
            t("evaluation.expectedError", { error: figureText(100 * expectedError, 2) })}{" "}
          {brierScore !== null && t("evaluation.brier", { score: figureText(brierScore, 2) })}
        </Text>
      </Stack>
      <CutOffs
        runId={runId}
        at={view.at ?? 0.5}
        onChange={(at) => show({ at })}
        q={view.q ?? ""}
        onFind={(q) => show({ q: q || undefined })}
      />
    </SimpleGrid>
  );
}

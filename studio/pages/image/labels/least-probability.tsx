import { Group, Skeleton, Slider, Text } from "@mantine/core";
import { useState } from "react";
import { percentText } from "../../../parts/score";
import { t } from "../../../text/text";
import type { LabelRow, Scores } from "../scores/use-scores";
import type { Shown } from "../shown";

/** Whether a label is shown, given the least probability that is asked for; those without one always are. */
export const reaches = ({ probability }: LabelRow, least: number): boolean =>
  probability === null || probability >= least;

/** A slider for the labels that are probable enough, and how many those are. */
export function LeastProbability({ shown, scores }: { shown: Shown; scores: Scores }) {
  const { view, show } = shown;
  const { rows, isFetching } = scores;
  const [dragged, setDragged] = useState<number | null>(null);
  const least = dragged ?? view.least ?? 0;
  if (rows.length === 0) return isFetching ? <Skeleton height={22} /> : null;
  if (rows.every(({ probability }) => probability === null))
    return (
      <Text size="sm" c="dimmed">
        {t("image.least.uncalibrated")}
      </Text>
    );
  const count = rows.filter((row) => reaches(row, least)).length;
  const label = least === 0 ? t("image.least.any") : t("image.least.value", { percent: percentText(least) });
  return (
    <Group gap="sm" wrap="nowrap">
      <Slider
        flex={1}
        min={0}
        max={1}
        step={0.01}
        value={least}
        label={null}
        thumbLabel={t("image.least.label")}
        thumbProps={{ "aria-valuetext": label }}
        onChange={(value) => {
          setDragged(value);
          if (view.least !== value) show({ least: value === 0 ? undefined : value });
        }}
        onChangeEnd={() => setDragged(null)}
      />
      <Text size="sm" c="dimmed" miw={200} ta="right" aria-live="polite">
        {label} · {t("image.least.count", { count, total: rows.length })}
      </Text>
    </Group>
  );
}

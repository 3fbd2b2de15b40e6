import { Group } from "@mantine/core";
import { useCallback, useMemo } from "react";
import { chanceText, isSignificant, pointsText } from "../../parts/difference-text";
import { figureText } from "../../parts/number-text";
import { ColorKey } from "../../parts/plot/color-key";
import { type Drawing, PlotFigure } from "../../parts/plot/plot-figure";
import { t } from "../../text/text";
import type { LabelDifference } from "./comparison-query";

/** Each label by its average precision in both runs: above the line, the second is better. */
export function DifferencePlot(props: {
  differences: readonly LabelDifference[];
  names: { readonly first: string; readonly second: string };
}) {
  const { differences, names } = props;
  const draw = useCallback<Drawing>(
    ({ dot, line, pointer, tip }, look) => ({
      ...{ marginLeft: 48, marginBottom: 38 },
      x: { domain: [0, 1], label: names.first, tickFormat: "%", ticks: 5 },
      y: { domain: [0, 1], label: names.second, tickFormat: "%", ticks: 5, grid: true },
      marks: [
        line(
          [
            [0, 0],
            [1, 1],
          ],
          { stroke: look.grid, strokeWidth: 2 },
        ),
        dot(differences, {
          ...{ x: "first", y: "second", r: 4, stroke: look.paper, strokeWidth: 0.5 },
          fill: ({ adjustedP }: LabelDifference) => (isSignificant(adjustedP) ? look.second : look.first),
        }),
        tip(
          differences,
          pointer({
            ...{ x: "first", y: "second", fill: look.paper, stroke: look.grid },
            title: ({ label, difference, adjustedP }: LabelDifference) =>
              `${label?.label}\n${pointsText(difference)}, ${chanceText(adjustedP)}`,
          }),
        ),
      ],
    }),
    [differences, names.first, names.second],
  );
  const table = useMemo(
    () => ({
      columns: [t("evaluation.label"), names.first, names.second],
      rows: differences.map(({ label, first, second }) => [
        ...[label?.label ?? "", figureText(first), figureText(second)],
      ]),
    }),
    [differences, names.first, names.second],
  );
  return (
    <PlotFigure
      title={t("comparison.byLabel")}
      summary={t("comparison.byLabelMeaning", names)}
      height={420}
      draw={draw}
      table={table}
    >
      <Group gap="md">
        <ColorKey of="second" label={t("comparison.significant")} />
        <ColorKey of="first" label={t("comparison.notSignificant")} />
      </Group>
    </PlotFigure>
  );
}

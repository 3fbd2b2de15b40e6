import { Text } from "@mantine/core";
import { useCallback, useMemo } from "react";
import { t } from "../../text/text";
import { figureText } from "../number-text";
import { type Drawing, PlotFigure } from "./plot-figure";

/** How precision falls as more is found. */
export function CurvePlot(props: {
  title: string;
  curve: {
    readonly recall: readonly number[];
    readonly precision: readonly number[];
    readonly averagePrecision: number | null;
    readonly positives: number;
    readonly known: number;
  };
}) {
  const { title, curve } = props;
  const points = useMemo(() => {
    const points = curve.recall.map((recall, place) => ({ recall, precision: curve.precision[place]! }));
    const [first] = points;
    return first ? [{ recall: 0, precision: first.precision }, ...points] : points;
  }, [curve]);
  const draw = useCallback<Drawing>(
    ({ areaY, dot, lineY, pointerX, ruleY, tip }, look) => ({
      ...{ marginLeft: 44, marginBottom: 38 },
      x: { domain: [0, 1], label: t("plot.recall"), tickFormat: "%", ticks: 5 },
      y: { domain: [0, 1], label: t("plot.precision"), tickFormat: "%", ticks: 5, grid: true },
      marks: [
        ruleY([0], { stroke: look.grid }),
        areaY(points, {
          x: "recall",
          y: "precision",
          curve: "step-before",
          fill: look.first,
          fillOpacity: 0.12,
        }),
        lineY(points, {
          x: "recall",
          y: "precision",
          curve: "step-before",
          stroke: look.first,
          strokeWidth: 2,
        }),
        dot(points, pointerX({ x: "recall", y: "precision", r: 4, fill: look.first })),
        tip(
          points,
          pointerX({
            ...{ x: "recall", y: "precision", fill: look.paper, stroke: look.grid },
            title: (point: { recall: number; precision: number }) =>
              t("plot.curvePoint", { recall: point.recall, precision: point.precision }),
          }),
        ),
      ],
    }),
    [points],
  );
  const averagePrecision = curve.averagePrecision === null ? "–" : figureText(curve.averagePrecision);
  const summary = t("plot.curveSummary", {
    averagePrecision,
    positives: curve.positives,
    known: curve.known,
  });
  const table = useMemo(() => {
    const step = Math.max(1, Math.floor(points.length / 40));
    const shown = points.filter((_, place) => place % step === 0 || place === points.length - 1);
    return {
      columns: [t("plot.recall"), t("plot.precision")],
      rows: shown.map(({ recall, precision }) => [figureText(recall), figureText(precision)]),
    };
  }, [points]);
  return (
    <PlotFigure title={title} summary={summary} height={280} draw={draw} table={table}>
      <Text span size="sm" c="dimmed">
        {summary}
      </Text>
    </PlotFigure>
  );
}

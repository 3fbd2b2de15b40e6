import { useCallback, useMemo } from "react";
import { countText, figurePercent, figureText } from "../../../parts/number-text";
import { type Drawing, PlotFigure } from "../../../parts/plot/plot-figure";
import { t } from "../../../text/text";
import type { Calibration } from "../evaluation-query";

type Bin = Calibration["reliability"]["bins"][number];
type MetBin = Bin & { readonly predicted: number; readonly observed: number };

/** How often labels are there, of which a probability was said: on the line, as often as it was said. */
export function ReliabilityPlot({ bins }: { bins: readonly Bin[] }) {
  const met = useMemo(
    () => bins.filter((bin): bin is MetBin => bin.predicted !== null && bin.observed !== null),
    [bins],
  );
  const draw = useCallback<Drawing>(
    ({ dot, line, lineY, link, pointer, tip }, look) => ({
      ...{ marginLeft: 48, marginBottom: 38 },
      x: { domain: [0, 1], label: t("evaluation.probabilitySaid"), tickFormat: "%", ticks: 5 },
      y: { domain: [0, 1], label: t("evaluation.shareThere"), tickFormat: "%", ticks: 5, grid: true },
      r: { range: [3, 9] },
      marks: [
        line(
          [
            [0, 0],
            [1, 1],
          ],
          { stroke: look.grid, strokeWidth: 2, strokeDasharray: "5 4" },
        ),
        link(met, {
          x1: "predicted",
          x2: "predicted",
          y1: "predicted",
          y2: "observed",
          stroke: look.second,
          strokeWidth: 1.5,
        }),
        lineY(met, { x: "predicted", y: "observed", stroke: look.first, strokeOpacity: 0.5 }),
        dot(met, { x: "predicted", y: "observed", r: "pairs", fill: look.first, stroke: look.paper }),
        tip(
          met,
          pointer({
            ...{ x: "predicted", y: "observed", fill: look.paper, stroke: look.grid },
            title: (bin: MetBin) =>
              t("evaluation.binSays", {
                ...{ said: figurePercent(bin.predicted), there: figurePercent(bin.observed) },
                pairs: countText(bin.pairs),
              }),
          }),
        ),
      ],
    }),
    [met],
  );
  const table = useMemo(
    () => ({
      columns: [t("evaluation.probabilitySaid"), t("evaluation.shareThere"), t("evaluation.pairs")],
      rows: met.map(({ predicted, observed, pairs }) => [
        ...[figureText(predicted), figureText(observed), countText(pairs)],
      ]),
    }),
    [met],
  );
  return (
    <PlotFigure
      title={t("evaluation.reliability")}
      summary={t("evaluation.reliabilityMeaning")}
      height={340}
      draw={draw}
      table={table}
    >
      {t("evaluation.reliabilityMeaning")}
    </PlotFigure>
  );
}

import { useCallback, useMemo } from "react";
import { countText, figureText } from "../../../parts/number-text";
import { type Drawing, PlotFigure } from "../../../parts/plot/plot-figure";
import { TitledCard } from "../../../parts/titled-card";
import { t } from "../../../text/text";
import { type LossPoint, thinned } from "./loss-curve";

const MOST_POINTS = 400;
const MOST_ROWS = 40;

/** How the loss of a training fell; a dashed line is where fine-tuning begins. */
export function LossPlot({ curve }: { curve: readonly LossPoint[] }) {
  const points = useMemo(() => thinned(curve, MOST_POINTS), [curve]);
  const draw = useCallback<Drawing>(
    ({ lineY, pointerX, ruleX, tip }, look) => {
      const turn = points.find(({ phase }) => phase === "FINE_TUNING");
      return {
        ...{ marginLeft: 48, marginBottom: 38 },
        x: { label: t("training.step"), tickFormat: "s" },
        y: { label: t("training.loss"), grid: true, nice: true },
        marks: [
          ...(turn ? [ruleX([turn.step], { stroke: look.ink, strokeDasharray: "3,3" })] : []),
          lineY(points, { x: "step", y: "loss", stroke: look.first, strokeWidth: 1.8 }),
          ruleX(points, pointerX({ x: "step", stroke: look.grid })),
          tip(
            points,
            pointerX({
              ...{ x: "step", y: "loss", fill: look.paper, stroke: look.grid },
              title: ({ step, loss }: LossPoint) =>
                t("training.lossAt", { step: countText(step), loss: figureText(loss) }),
            }),
          ),
        ],
      };
    },
    [points],
  );
  const table = useMemo(
    () => ({
      columns: [t("training.step"), t("training.loss")],
      rows: thinned(curve, MOST_ROWS).map(({ step, loss }) => [countText(step), figureText(loss)]),
    }),
    [curve],
  );
  const title = t("training.lossTitle");
  if (points.length === 0) return <TitledCard title={title}>{t("training.noLoss")}</TitledCard>;
  const summary = t("training.lossLabel", {
    count: points.length,
    first: figureText(points[0]?.loss ?? 0),
    last: figureText(points.at(-1)?.loss ?? 0),
  });
  return (
    <PlotFigure title={title} summary={summary} height={260} draw={draw} table={table} order={2}>
      {t("training.lossText")}
    </PlotFigure>
  );
}

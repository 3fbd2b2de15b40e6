import { useCallback, useMemo } from "react";
import { countText, figurePercent } from "../../../parts/number-text";
import { type Drawing, PlotFigure } from "../../../parts/plot/plot-figure";
import { TitledCard } from "../../../parts/titled-card";
import { t } from "../../../text/text";

export interface Validated {
  readonly epoch: number;
  readonly f1At5: number;
}

/** How good the model was after each epoch; the best one is the filled dot. */
export function ValidationPlot(props: { validations: readonly Validated[]; bestEpoch: number | null }) {
  const { validations, bestEpoch } = props;
  const draw = useCallback<Drawing>(
    ({ dot, lineY, pointerX, tip }, look) => ({
      ...{ marginLeft: 48, marginBottom: 38 },
      x: { label: t("training.epoch"), tickFormat: "d", ticks: Math.min(10, validations.length) },
      y: { label: t("training.f1"), tickFormat: "%", grid: true, nice: true, zero: false },
      marks: [
        lineY(validations, { x: "epoch", y: "f1At5", stroke: look.first, strokeWidth: 1.8 }),
        dot(validations, {
          ...{ x: "epoch", y: "f1At5", stroke: look.first },
          fill: ({ epoch }: Validated) => (epoch === bestEpoch ? look.first : look.paper),
          r: ({ epoch }: Validated) => (epoch === bestEpoch ? 5 : 3),
        }),
        tip(
          validations,
          pointerX({
            ...{ x: "epoch", y: "f1At5", fill: look.paper, stroke: look.grid },
            title: ({ epoch, f1At5 }: Validated) =>
              t("training.f1At", { epoch: countText(epoch), f1: figurePercent(f1At5) }),
          }),
        ),
      ],
    }),
    [validations, bestEpoch],
  );
  const table = useMemo(
    () => ({
      columns: [t("training.epoch"), t("training.f1")],
      rows: validations.map(({ epoch, f1At5 }) => [countText(epoch), figurePercent(f1At5)]),
    }),
    [validations],
  );
  const title = t("training.validationTitle");
  const last = validations.at(-1);
  if (!last) return <TitledCard title={title}>{t("training.noValidation")}</TitledCard>;
  const summary = t("training.validationLabel", {
    count: validations.length,
    last: figurePercent(last.f1At5),
  });
  return (
    <PlotFigure title={title} summary={summary} height={260} draw={draw} table={table} order={2}>
      {t("training.validationText")}
    </PlotFigure>
  );
}

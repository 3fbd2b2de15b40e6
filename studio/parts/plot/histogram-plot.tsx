import { Group } from "@mantine/core";
import { useCallback, useMemo } from "react";
import { t } from "../../text/text";
import { countText, figureText } from "../number-text";
import { ColorKey } from "./color-key";
import { type Drawing, PlotFigure } from "./plot-figure";

interface Bar {
  readonly from: number;
  readonly to: number;
  readonly present: number;
  readonly absent: number;
}

/** The scores where a label is present, and where it is absent: each as a share, for there are far fewer of the former. */
export function HistogramPlot(props: {
  title: string;
  histogram: {
    readonly from: number;
    readonly to: number;
    readonly present: readonly number[];
    readonly absent: readonly number[];
  };
}) {
  const { title, histogram } = props;
  const { bars, presentTotal, absentTotal } = useMemo(() => {
    const { from, to, present, absent } = histogram;
    const width = (to - from) / present.length;
    const bars = present.map(
      (count, bin): Bar => ({
        ...{ from: from + bin * width, to: from + (bin + 1) * width, present: count, absent: absent[bin]! },
      }),
    );
    const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
    return { bars, presentTotal: sum(present), absentTotal: sum(absent) };
  }, [histogram]);
  const draw = useCallback<Drawing>(
    ({ pointerX, rectY, ruleY, tip }, look) => {
      const share = (kind: "present" | "absent", total: number) => (bar: Bar) =>
        bar[kind] / Math.max(1, total);
      const [present, absent] = [share("present", presentTotal), share("absent", absentTotal)];
      const bounds = { x1: "from", x2: "to" };
      return {
        ...{ marginLeft: 44, marginBottom: 38 },
        x: { label: t("parts.score") },
        y: { label: t("plot.share"), tickFormat: "%", grid: true, ticks: 5 },
        marks: [
          rectY(bars, { ...bounds, y: absent, fill: look.second, fillOpacity: 0.5, inset: 0 }),
          rectY(bars, { ...bounds, y: present, fill: look.first, fillOpacity: 0.6, inset: 0 }),
          ruleY([0], { stroke: look.grid }),
          tip(
            bars,
            pointerX({
              ...{ x: (bar: Bar) => (bar.from + bar.to) / 2, fill: look.paper, stroke: look.grid },
              y: (bar: Bar) => Math.max(present(bar), absent(bar)),
              title: (bar: Bar) =>
                t("plot.bin", {
                  ...{ from: figureText(bar.from), to: figureText(bar.to) },
                  ...{ present: countText(bar.present), absent: countText(bar.absent) },
                }),
            }),
          ),
        ],
      };
    },
    [bars, presentTotal, absentTotal],
  );
  const table = useMemo(
    () => ({
      columns: [t("plot.from"), t("plot.to"), t("plot.present"), t("plot.absent")],
      rows: bars.map(({ from, to, present, absent }) => [
        ...[figureText(from), figureText(to), countText(present), countText(absent)],
      ]),
    }),
    [bars],
  );
  const summary = t("plot.histogramSummary", { present: presentTotal, absent: absentTotal });
  return (
    <PlotFigure title={title} summary={summary} height={280} draw={draw} table={table}>
      <Group gap="md">
        <ColorKey of="first" label={t("plot.presentIn", { pairs: countText(presentTotal) })} />
        <ColorKey of="second" label={t("plot.absentIn", { pairs: countText(absentTotal) })} />
      </Group>
    </PlotFigure>
  );
}

import { axes, type Frame } from "./axes";
import { inFull, toThree } from "./format-number";
import { type LegendEntry, legend } from "./legend";
import { element, escapeText, text } from "./markup";
import { note } from "./note";
import { PLOT_WIDTH, type PlotWords, plotDocument } from "./plot-document";
import { shortened } from "./shortened";
import type { Theme } from "./theme";

/** A label's average precision. */
export interface LabelBar {
  readonly label: string;
  readonly seen: boolean;
  readonly support: number;
  readonly averagePrecision: number;
  /** 95% over resamples of the images; null where there is none. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** The labels with the highest and with the lowest AP, each highest first, and how many are between them. */
interface RankedBars {
  readonly best: readonly LabelBar[];
  readonly between: number;
  readonly worst: readonly LabelBar[];
}

const TOP = 104;
const ROW = 19;
const BAR = 13;
const NAME_WIDTH = 28;

/** Average precision label by label, as bars, highest first. */
export async function averagePrecisionPlot(
  words: PlotWords,
  { best, between, worst }: RankedBars,
  theme: Theme | null,
): Promise<string> {
  const { scaleLinear } = await import("d3-scale");
  const gap = between > 0 ? 1 : 0;
  const rows = Math.max(1, best.length + gap + worst.length);
  const frame: Frame = { left: 226, right: 646, top: TOP, bottom: TOP + rows * ROW + 8 };
  const x = scaleLinear([0, 1], [frame.left, frame.right]);
  const ticks = x.ticks(5).map((value) => ({ at: x(value), label: x.tickFormat(5)(value) }));
  const bars = [...best, ...worst];
  const drawn = bars.map((bar, place) =>
    row(bar, TOP + 4 + (place + (place < best.length ? 0 : gap)) * ROW, frame, x),
  );
  const skipped =
    gap === 0
      ? ""
      : text(`… ${inFull(between)} ${between === 1 ? "label" : "labels"} between`, {
          class: "value start",
          x: frame.left + 6,
          y: TOP + 4 + best.length * ROW + 12,
        });
  const entries: LegendEntry[] = [
    { mark: "first bar", drawnAs: "patch", label: "Unseen in training" },
    { mark: "second bar", drawnAs: "patch", label: "Seen in training" },
  ];
  const present = entries.filter((_, seen) => bars.some((bar) => bar.seen === (seen === 1)));
  if (bars.some(({ interval }) => interval))
    present.push({ mark: "whisker", drawnAs: "line", label: "95% interval" });
  const described = bars.map(
    ({ label, averagePrecision }) => `${shortened(label, NAME_WIDTH)} ${toThree(averagePrecision)}`,
  );
  const nothing = "No label has a positive.";
  return plotDocument(
    words,
    { height: frame.bottom + 60, theme, description: described.join(", ") || nothing },
    [
      axes(frame, { title: "Average precision", ticks }, null),
      ...drawn,
      skipped,
      bars.length === 0 ? note({ ...frame, right: PLOT_WIDTH }, nothing) : legend(present),
    ].join("\n"),
  );
}

function row(bar: LabelBar, y: number, frame: Frame, x: (value: number) => number): string {
  const { label, seen, support, averagePrecision, interval } = bar;
  const range = interval ? ` (${toThree(interval.low)} to ${toThree(interval.high)})` : "";
  const tooltip = `${label}: ${toThree(averagePrecision)}${range}, ${inFull(support)} positives`;
  const middle = y + BAR / 2;
  const beyond = Math.max(averagePrecision, interval?.high ?? averagePrecision);
  return element(
    "g",
    {},
    [
      element("title", {}, escapeText(tooltip)),
      text(shortened(label, NAME_WIDTH), { class: "end", x: frame.left - 8, y: middle + 4.5 }),
      element("rect", {
        class: seen ? "second bar" : "first bar",
        x: frame.left,
        y,
        width: Math.max(1, x(averagePrecision) - frame.left),
        height: BAR,
      }),
      interval ? whisker(x(interval.low), x(interval.high), middle) : "",
      text(toThree(averagePrecision), { class: "value start", x: x(beyond) + 6, y: middle + 4.5 }),
    ].join(""),
  );
}

function whisker(low: number, high: number, y: number): string {
  const [from, to] = [low, high].map((value) => value.toFixed(1));
  return element("path", { class: "whisker", d: `M${from} ${y - 3}v6m0 -3H${to}m0 -3v6` });
}

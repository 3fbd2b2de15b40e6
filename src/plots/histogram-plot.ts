import type { ScoreHistogram } from "../evaluation/metrics/score-histogram";
import { axes, type Frame } from "./axes";
import { inFull } from "./format-number";
import { legend } from "./legend";
import { element } from "./markup";
import { note } from "./note";
import { type PlotWords, plotDocument } from "./plot-document";
import type { Theme } from "./theme";

const HEIGHT = 500;
const FRAME: Frame = { left: 76, right: 696, top: 104, bottom: 440 };

/**
 * The distributions of the scores of positives and of negatives, each as shares of its own number, because
 * there are often a hundred times as many negatives.
 */
export async function histogramPlot(
  words: PlotWords,
  { from, to, positives, negatives }: ScoreHistogram,
  theme: Theme | null,
): Promise<string> {
  const { scaleLinear } = await import("d3-scale");
  const { area, curveStepAfter } = await import("d3-shape");
  const [ofPositives, ofNegatives] = [positives, negatives].map(sharesOf) as [Shares, Shares];
  const most = Math.max(...ofPositives.shares, ...ofNegatives.shares);
  const x = scaleLinear([from, to], [FRAME.left, FRAME.right]);
  const y = scaleLinear([0, most || 1], [FRAME.bottom, FRAME.top]).nice(5);
  const percent = y.tickFormat(5, "%");
  const grid = axes(
    FRAME,
    { title: "Score", ticks: x.ticks(8).map((value) => ({ at: x(value), label: x.tickFormat(8)(value) })) },
    { title: "Share", ticks: y.ticks(5).map((value) => ({ at: y(value), label: percent(value) })) },
  );
  const count = ofPositives.count + ofNegatives.count;
  const description =
    count === 0
      ? "No label is known."
      : `Scores of ${inFull(ofPositives.count)} of labels known to be present and ${inFull(ofNegatives.count)} of labels known to be absent.`;
  if (count === 0)
    return plotDocument(words, { height: HEIGHT, theme, description }, grid + note(FRAME, description));
  const outline = ({ shares }: Shares) =>
    area<number>(
      (_, edge) => x(from + ((to - from) * edge) / shares.length),
      y(0),
      (share) => y(share),
    )
      .curve(curveStepAfter)
      .digits(1)([...shares, shares.at(-1)!])!;
  return plotDocument(
    words,
    { height: HEIGHT, theme, description },
    [
      grid,
      element("path", { class: "second area", d: outline(ofNegatives) }),
      element("path", { class: "first area", d: outline(ofPositives) }),
      legend([
        { mark: "first area", drawnAs: "patch", label: `Present (${inFull(ofPositives.count)})` },
        { mark: "second area", drawnAs: "patch", label: `Absent (${inFull(ofNegatives.count)})` },
      ]),
    ].join("\n"),
  );
}

interface Shares {
  readonly count: number;
  readonly shares: readonly number[];
}

function sharesOf(counts: Uint32Array): Shares {
  const count = counts.reduce((sum, here) => sum + here, 0);
  return { count, shares: Array.from(counts, (here) => (count === 0 ? 0 : here / count)) };
}

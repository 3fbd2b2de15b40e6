import type { PrecisionRecallCurve } from "../evaluation/metrics/precision-recall-curve";
import { axes, type Frame } from "./axes";
import { inFull, toThree } from "./format-number";
import { legend } from "./legend";
import { element } from "./markup";
import { note } from "./note";
import { type PlotWords, plotDocument } from "./plot-document";
import type { Theme } from "./theme";

const HEIGHT = 500;
const FRAME: Frame = { left: 76, right: 696, top: 104, bottom: 440 };

/** Precision over recall. The area under the line is the average precision; the dashed line is a ranking by chance. */
export async function precisionRecallPlot(
  words: PlotWords,
  curve: PrecisionRecallCurve,
  theme: Theme | null,
): Promise<string> {
  const { scaleLinear } = await import("d3-scale");
  const { curveStepBefore, line } = await import("d3-shape");
  const x = scaleLinear([0, 1], [FRAME.left, FRAME.right]);
  const y = scaleLinear([0, 1], [FRAME.bottom, FRAME.top]);
  const ticks = (scale: typeof x) =>
    scale.ticks(5).map((value) => ({ at: scale(value), label: scale.tickFormat(5)(value) }));
  const grid = axes(FRAME, { title: "Recall", ticks: ticks(x) }, { title: "Precision", ticks: ticks(y) });
  const { averagePrecision, positives, known, recall, precision } = curve;
  if (averagePrecision === null) {
    const description = `None of the ${inFull(known)} known labels is positive.`;
    return plotDocument(words, { height: HEIGHT, theme, description }, grid + note(FRAME, description));
  }
  const points = [
    [0, precision[0]!] as const,
    ...Array.from(recall, (r, at) => [r, precision[at]!] as const),
  ];
  const path = line<readonly [number, number]>(
    ([r]) => x(r),
    ([, p]) => y(p),
  )
    .curve(curveStepBefore)
    .digits(1)(points);
  const chance = positives / known;
  const described = `Average precision ${toThree(averagePrecision)}, over ${inFull(positives)} positives among ${inFull(known)} known labels; by chance it would be ${toThree(chance)}.`;
  return plotDocument(
    words,
    { height: HEIGHT, theme, description: described },
    [
      grid,
      element("path", { class: "chance", d: `M${FRAME.left} ${y(chance).toFixed(1)}H${FRAME.right}` }),
      element("path", { class: "first line", d: path! }),
      legend([
        { mark: "first line", drawnAs: "line", label: `Average precision ${toThree(averagePrecision)}` },
        {
          mark: "chance",
          drawnAs: "line",
          label: `By chance ${toThree(chance)} (${inFull(positives)} of ${inFull(known)})`,
        },
      ]),
    ].join("\n"),
  );
}

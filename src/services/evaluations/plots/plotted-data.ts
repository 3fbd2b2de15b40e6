import type { PrecisionRecallCurve } from "../../../evaluation/metrics/precision-recall-curve";
import type { ScoreHistogram } from "../../../evaluation/metrics/score-histogram";
import type { ServiceContext } from "../../context";
import { measuredRun } from "../reports/measured-run";
import { type LabelPlotRequest, plottedLabel, plottedRun } from "./plotted-run";

/** What a plot shows, of a label or of all labels of a section together. */
export type PlottedData = Omit<LabelPlotRequest, "theme">;

/** The precision-recall curve of a label, or of a section's one ranking of all pairs (micro), thinned to what can be drawn. */
export async function curveOf(
  context: Pick<ServiceContext, "db" | "evaluations">,
  request: PlottedData,
): Promise<PrecisionRecallCurve> {
  const { place, part, measured } = await readPart(context, request);
  return (await context.evaluations.plotDataOf("curves", request.runId, part, measured))[place]!;
}

/** The scores of a label, or of all labels of a section, where present and where absent. */
export async function histogramOf(
  context: Pick<ServiceContext, "db" | "evaluations">,
  request: PlottedData,
): Promise<ScoreHistogram> {
  const { place, part, measured } = await readPart(context, request);
  return (await context.evaluations.plotDataOf("histograms", request.runId, part, measured))[place]!;
}

async function readPart(context: Pick<ServiceContext, "db" | "evaluations">, request: PlottedData) {
  const plotted = await plottedRun(context, request);
  const label = await plottedLabel(plotted, request.label);
  return {
    place: label?.place ?? 0,
    part: { section: request.section, of: label ? "each-class" : "all-classes" } as const,
    measured: () => measuredRun(context, plotted.run),
  };
}

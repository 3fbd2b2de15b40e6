import { histogramPlot } from "../../../plots/histogram-plot";
import type { ServiceContext } from "../../context";
import { measuredRun } from "../reports/measured-run";
import { type LabelPlotRequest, plottedLabel, plottedRun } from "./plotted-run";

/** The scores of a label, or of all labels of a section, where present and where absent, as SVG. */
export async function drawHistogram(
  context: Pick<ServiceContext, "db" | "evaluations">,
  request: LabelPlotRequest,
): Promise<string> {
  const plotted = await plottedRun(context, request);
  const label = await plottedLabel(plotted, request.label);
  const part = { section: request.section, of: label ? "each-class" : "all-classes" } as const;
  const measured = await context.evaluations.plotDataOf("histograms", request.runId, part, () =>
    measuredRun(context, plotted.run),
  );
  const title = label ? `Scores of “${label.name}”` : "Scores of all labels";
  const histogram = measured[label?.place ?? 0]!;
  return histogramPlot({ title, subtitle: plotted.subtitle }, histogram, request.theme);
}

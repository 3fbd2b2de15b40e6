import { histogramPlot } from "../../../plots/histogram-plot";
import type { ServiceContext } from "../../context";
import { histogramOf } from "./plotted-data";
import { type LabelPlotRequest, plottedLabel, plottedRun } from "./plotted-run";

/** The scores of a label, or of all labels of a section, where present and where absent, as SVG. */
export async function drawHistogram(
  context: Pick<ServiceContext, "db" | "evaluations">,
  request: LabelPlotRequest,
): Promise<string> {
  const plotted = await plottedRun(context, request);
  const label = await plottedLabel(plotted, request.label);
  const histogram = await histogramOf(context, request);
  const title = label ? `Scores of “${label.name}”` : "Scores of all labels";
  return histogramPlot({ title, subtitle: plotted.subtitle }, histogram, request.theme);
}

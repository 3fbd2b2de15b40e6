import { precisionRecallPlot } from "../../../plots/precision-recall-plot";
import type { ServiceContext } from "../../context";
import { curveOf } from "./plotted-data";
import { type LabelPlotRequest, plottedLabel, plottedRun } from "./plotted-run";

/** The precision-recall curve of a label, or of a section's one ranking of all pairs (micro), as SVG. */
export async function drawPrecisionRecall(
  context: Pick<ServiceContext, "db" | "evaluations">,
  request: LabelPlotRequest,
): Promise<string> {
  const plotted = await plottedRun(context, request);
  const label = await plottedLabel(plotted, request.label);
  const curve = await curveOf(context, request);
  const title = label
    ? `Precision and recall of “${label.name}”`
    : "Precision and recall of all labels in one ranking";
  return precisionRecallPlot({ title, subtitle: plotted.subtitle }, curve, request.theme);
}

import { precisionRecallPlot } from "../../../plots/precision-recall-plot";
import type { ServiceContext } from "../../context";
import { measuredRun } from "../reports/measured-run";
import { type LabelPlotRequest, plottedLabel, plottedRun } from "./plotted-run";

/** The precision-recall curve of a label, or of a section's one ranking of all pairs (micro), as SVG. */
export async function drawPrecisionRecall(
  context: Pick<ServiceContext, "db" | "evaluations">,
  request: LabelPlotRequest,
): Promise<string> {
  const plotted = await plottedRun(context, request);
  const label = await plottedLabel(plotted, request.label);
  const part = { section: request.section, of: label ? "each-class" : "all-classes" } as const;
  const measured = await context.evaluations.plotDataOf("curves", request.runId, part, () =>
    measuredRun(context, plotted.run),
  );
  const title = label
    ? `Precision and recall of “${label.name}”`
    : "Precision and recall of all labels in one ranking";
  const curve = measured[label?.place ?? 0]!;
  return precisionRecallPlot({ title, subtitle: plotted.subtitle }, curve, request.theme);
}

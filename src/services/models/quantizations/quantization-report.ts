import type { PictureComparison } from "../../../inference/checks/compare-encoders";
import type { CosineSummary, QuantizationReport } from "../../../storage/models/stored-quantization";

/** What a report must show for the quantized model to stand in for the float32 one. */
export const QUANTIZATION_THRESHOLD = { featuresMedian: 0.998, featuresLowest: 0.99, regionsLowest: 0.99 };

/** Whether a report is within the threshold. */
export function passesThreshold({ features, regions }: QuantizationReport): boolean {
  const { featuresMedian, featuresLowest, regionsLowest } = QUANTIZATION_THRESHOLD;
  return (
    features.median >= featuresMedian && features.lowest >= featuresLowest && regions.lowest >= regionsLowest
  );
}

/** The figures of a report from those of its pictures, at least one. */
export function summarize(
  comparisons: readonly PictureComparison[],
  vocabulary: string | null,
): Pick<QuantizationReport, "features" | "regions" | "topLabels"> & { rates: [number, number] } {
  const rate = (which: 0 | 1) => 1000 / median(comparisons.map(({ bodyMs }) => bodyMs[which]));
  return {
    features: cosines(comparisons.map(({ featuresCosine }) => featuresCosine)),
    regions: cosines(comparisons.map(({ regionsCosine }) => regionsCosine)),
    topLabels:
      vocabulary === null
        ? null
        : {
            vocabulary,
            kept: mean(comparisons.map(({ topLabelsKept }) => topLabelsKept!)),
            firstKept: mean(comparisons.map(({ firstLabelKept }) => Number(firstLabelKept!))),
          },
    rates: [rate(0), rate(1)],
  };
}

function cosines(values: readonly number[]): CosineSummary {
  return { median: median(values), lowest: Math.min(...values) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

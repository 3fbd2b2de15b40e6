import type { PictureComparison } from "../../inference/checks/compare-backbones";

/** Of the cosines of all pictures measured. */
export interface CosineSummary {
  readonly median: number;
  readonly lowest: number;
}

/** How far a quantised model version is from the one it was made from, and how fast; kept in its descriptor. */
export interface QuantizationReport {
  /** The float32 model version, NAME@VERSION. */
  readonly source: string;
  /** SHA-256 of the pictures' files, in hex; no picture is in both. */
  readonly calibrationImages: readonly string[];
  readonly measuredImages: readonly string[];
  readonly features: CosineSummary;
  readonly regions: CosineSummary;
  /** Null where there was no vocabulary to label with. */
  readonly topLabels: {
    /** NAME@VERSION */
    readonly vocabulary: string;
    /** Of the 5 best labels in float32, the share that is still among the 5 best. */
    readonly kept: number;
    /** The share of pictures whose best label is the same. */
    readonly firstKept: number;
  } | null;
  /** Of the backbone's body, one picture at a time, both models taking turns. */
  readonly imagesPerSecond: { readonly float32: number; readonly int8: number; readonly threads: number };
  /** What measured it, as the operating system names it; absent in reports of before it was recorded. */
  readonly processor?: string;
}

/** What a report must show for the quantised model to stand in for the float32 one. */
export const QUANTIZATION_THRESHOLD = { featuresMedian: 0.998, featuresLowest: 0.99, regionsLowest: 0.99 };

/** Whether a report is within the threshold. */
export function passesThreshold({ features, regions }: QuantizationReport): boolean {
  const { featuresMedian, featuresLowest, regionsLowest } = QUANTIZATION_THRESHOLD;
  return (
    features.median >= featuresMedian && features.lowest >= featuresLowest && regions.lowest >= regionsLowest
  );
}

/** The figures of a report from those of its pictures, of which there is at least one. */
export function summarise(
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

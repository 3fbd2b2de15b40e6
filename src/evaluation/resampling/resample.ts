import { annotatedCount } from "../scores/annotated-count";
import { type EvaluationData, type SectionData, sectionData } from "../scores/evaluation-data";
import type { SectionName } from "../scores/protocols";
import { type ImageWeights, imageWeights } from "./image-weights";
import {
  type ResampledClass,
  resampledAveragePrecision,
  resamplingMemory,
} from "./resampled-average-precisions";
import { type ResampledRetrieval, resampledRetrieval } from "./resampled-retrieval";

/** A section's metrics on the images as they are (column 0) and on resamples of them (the others). */
export interface ResampledSection {
  readonly section: SectionName;
  readonly classes: Uint32Array;
  readonly columns: number;
  /** Each class's own AP; NaN in a resample without a positive of it, and throughout where AP is pooled. */
  readonly averagePrecision: Float32Array; // [classes, columns]
  /**
   * Their mean. A class that has positives, but none in a resample, is left out of that resample's mean
   * rather than counted as 0; otherwise every mean of resamples would be below the measured one.
   */
  readonly macro: Float64Array; // [columns]
  readonly supportWeighted: Float64Array; // [columns]
  readonly atK: readonly ResampledRetrieval[];
}

/**
 * Resamples the images of a run: draws them again, by seed and place in the run, and measures again what
 * depends on them. Two runs over the same images in the same order with the same seed are paired. `onClass` is told of
 * each class of each section.
 */
export function resample(
  data: EvaluationData,
  resamples: number,
  seed: number,
  onClass: () => void = () => undefined,
): ResampledSection[] {
  const weights = imageWeights(data.images, resamples, seed);
  const memory = resamplingMemory(data.images, weights);
  const known = new Map<number, ResampledClass>();
  return data.plan.sections.map((_, at) => {
    const section = sectionData(data, at);
    return resampleSection(data, section, weights, (label) => {
      // A class's AP is the same in every section in which all images count.
      const found = known.get(label) ?? resampledAveragePrecision(data, section, label, weights, memory);
      if (section.counts === null) known.set(label, found);
      onClass();
      return found;
    });
  });
}

function resampleSection(
  data: EvaluationData,
  section: SectionData,
  weights: ImageWeights,
  resampledClass: (label: number) => ResampledClass,
): ResampledSection {
  const { classes, definition } = section.plan;
  const { columns } = weights;
  // The authors' mistake has no intervals: what it reports is not a class's AP.
  const measured = data.plan.protocol.averagePrecision === "per-class" ? classes : classes.subarray(0, 0);
  const averagePrecision = new Float32Array(classes.length * columns).fill(Number.NaN);
  const [sums, valued] = [new Float64Array(columns), new Float64Array(columns)];
  const [weighted, positives] = [new Float64Array(columns), new Float64Array(columns)];
  let emptyClasses = 0;
  for (const [place, label] of measured.entries()) {
    const resampled = resampledClass(label);
    averagePrecision.set(resampled.averagePrecision, place * columns);
    if (resampled.positives[0] === 0 && data.plan.protocol.emptyClass === "zero")
      emptyClasses +=
        definition.averaged === "all" || annotatedCount(data, section.counts, label) > 0 ? 1 : 0;
    for (let column = 0; column < columns; column++) {
      const support = resampled.positives[column]!;
      if (support === 0) continue;
      sums[column]! += resampled.averagePrecision[column]!;
      valued[column]!++;
      weighted[column]! += support * resampled.averagePrecision[column]!;
      positives[column]! += support;
    }
  }
  return {
    section: definition.name,
    classes,
    columns,
    averagePrecision,
    macro: sums.map((sum, column) => sum / (valued[column]! + emptyClasses)),
    supportWeighted: weighted.map((sum, column) => sum / positives[column]!),
    atK: resampledRetrieval(data, section, weights),
  };
}

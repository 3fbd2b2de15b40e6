import { eachKnown } from "../scores/each-known";
import type { EvaluationData, SectionData } from "../scores/evaluation-data";

/** The distributions of the scores of known labels, separately for present and absent ones. */
export interface ScoreHistogram {
  /**
   * Bins are equally wide, from the lowest to the highest finite score; see `scoreHistogram` for when the two
   * are equal.
   */
  readonly from: number;
  readonly to: number;
  /** Labels of +1 and of -1 by bin; a score between two bins is in the upper one, the highest in the last. */
  readonly positives: Uint32Array; // [bins]
  readonly negatives: Uint32Array; // [bins]
}

/**
 * Counts the scores of some classes in the images that count. Infinite scores are in the bins at the ends. If
 * all finite scores are equal, or there is none, the range has a width of 1 around them, or around 0.
 */
export function scoreHistogram(
  data: EvaluationData,
  section: SectionData,
  classes: Uint32Array,
  bins: number,
): ScoreHistogram {
  const positives = new Uint32Array(bins);
  const negatives = new Uint32Array(bins);
  const { from, to } = rangeOf(data, section, classes);
  const scale = bins / (to - from);
  for (const label of classes) {
    eachKnown(data, section, label, (score, isPositive) => {
      const bin = Math.max(0, Math.min(bins - 1, Math.floor((score - from) * scale) || 0));
      (isPositive === 1 ? positives : negatives)[bin]!++;
    });
  }
  return { from, to, positives, negatives };
}

function rangeOf(data: EvaluationData, section: SectionData, classes: Uint32Array) {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const label of classes) {
    eachKnown(data, section, label, (score) => {
      if (!Number.isFinite(score)) return;
      if (score < from) from = score;
      if (score > to) to = score;
    });
  }
  if (from < to) return { from, to };
  const middle = from === to ? from : 0;
  return { from: middle - 0.5, to: middle + 0.5 };
}

import { checkNumbers } from "../scores/check-scores";
import { averageOverThresholds, countReached, thresholdsOf } from "./thresholds";

/**
 * How well scores put the positives of one label first: precision at each score that a positive has,
 * averaged over the positives, not interpolated. Equal scores are one threshold, so the order of the images
 * does not matter (as in scikit-learn). Scores are compared as float32. Null without a positive. Throws
 * INVALID_INPUT for NaN.
 */
export function averagePrecision(scores: ArrayLike<number>, isPositive: ArrayLike<number>): number | null {
  const ranked = scores instanceof Float32Array ? scores : Float32Array.from(scores);
  checkNumbers(ranked, 1);
  const thresholds = thresholdsOf(ranked.filter((_, place) => isPositive[place]! > 0));
  if (thresholds.values.length === 0) return null;
  const reached = new Uint32Array(thresholds.values.length + 1);
  countReached(thresholds, ranked, 0, ranked.length, reached);
  return averageOverThresholds(thresholds.positives, reached);
}

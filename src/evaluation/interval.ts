/** Where a metric would lie in 95 of 100 resamples of the images. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

const SHARE = 0.95;

/**
 * The percentile interval of resampled values, between their 2.5th and 97.5th percentile. Column 0, the
 * measured value, and NaN are left out; null where less than half have a value.
 */
export function intervalOf(values: ArrayLike<number>): Interval | null {
  const resampled = Float64Array.from(values).subarray(1);
  const valued = resampled.filter((value) => !Number.isNaN(value)).sort();
  if (valued.length === 0 || valued.length < resampled.length / 2) return null;
  return { low: quantile(valued, (1 - SHARE) / 2), high: quantile(valued, (1 + SHARE) / 2) };
}

function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}

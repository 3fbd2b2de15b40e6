/** Where a metric would be in 95 of 100 resamples of the images. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

const SHARE = 0.95;

/**
 * The interval of a share, by column: 0 holds the measured value, the others the resampled ones. It spans
 * their 2.5th to their 97.5th percentile, moved so that their mean is the measured value: AP is higher on
 * resamples, in which an image drawn twice counts as two hits in a row, and without the move the interval of
 * a rare class would be above what was measured. Values of NaN are left out; null if less than half have a
 * value.
 */
export function intervalOf(values: ArrayLike<number>): Interval | null {
  const [measured, ...resampled] = Array.from(values) as [number, ...number[]];
  const valued = Float64Array.from(resampled.filter((value) => !Number.isNaN(value))).sort();
  if (Number.isNaN(measured) || valued.length === 0 || valued.length < resampled.length / 2) return null;
  const move = measured - valued.reduce((sum, value) => sum + value, 0) / valued.length;
  return {
    low: Math.max(0, quantile(valued, (1 - SHARE) / 2) + move),
    high: Math.min(1, quantile(valued, (1 + SHARE) / 2) + move),
  };
}

function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}

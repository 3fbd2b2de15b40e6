/** Half of float32's last place: the most that rounding changes a number by, as a share of it. */
const ROUNDING = 2 ** -24;
/** Roundings besides those of one product of rows: shares, and means over up to 500 best regions. */
const ROOM = 256;

/** What a scan may round, as a share of its numbers: scales, and sums of a handful. Products of whole numbers are exact. */
export const SCAN_ROUNDING = 32 * ROUNDING;

/**
 * By how much a product a·b of rows of so many numbers is off in float32, as a share of |a| |b|; for any order of its
 * sum (Higham, Accuracy and Stability of Numerical Algorithms, 3.1).
 */
export function productRounding(count: number): number {
  return (count + ROOM) * ROUNDING;
}

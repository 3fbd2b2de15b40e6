/** Where two arrays differ most. */
export interface Difference {
  /** Infinity if one value is NaN or infinite and the other is not the same. */
  readonly value: number;
  readonly index: number;
  readonly found: number;
  readonly expected: number;
}

/** The largest absolute difference of two arrays of one length (at least one), compared in float64. */
export function largestDifference(found: ArrayLike<number>, expected: ArrayLike<number>): Difference {
  if (found.length === 0 || found.length !== expected.length) {
    throw new RangeError(`arrays of ${found.length} and ${expected.length} values cannot be compared`);
  }
  let largest: Difference | undefined;
  for (let index = 0; index < found.length; index++) {
    const a = found[index]!;
    const b = expected[index]!;
    const difference = Math.abs(a - b);
    const value = Object.is(a, b) ? 0 : Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
    if (!largest || value > largest.value) largest = { value, index, found: a, expected: b };
  }
  return largest!;
}

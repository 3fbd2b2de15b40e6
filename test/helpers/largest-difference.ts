/** The largest absolute difference of two arrays of one length; NaN anywhere gives NaN. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new Error(`${a.length} values against ${b.length}`);
  let largest = 0;
  for (let index = 0; index < a.length; index++) {
    const difference = Math.abs((a[index] as number) - (b[index] as number));
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

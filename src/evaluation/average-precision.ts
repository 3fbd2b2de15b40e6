/**
 * How well scores put the positives of one label first: precision at each score that a positive has,
 * averaged over the positives, not interpolated. Equal scores are one threshold, so the order of the images
 * does not matter (as in scikit-learn). Null without a positive.
 */
export function averagePrecision(scores: ArrayLike<number>, isPositive: ArrayLike<number>): number | null {
  const order = Uint32Array.from({ length: scores.length }, (_, place) => place).sort(
    (a, b) => scores[b]! - scores[a]!,
  );
  let found = 0;
  let sum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    let here = 0;
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) {
      if (isPositive[order[end]!]! > 0) here++;
      end++;
    }
    found += here;
    sum += (here * found) / end;
    start = end;
  }
  return found === 0 ? null : sum / found;
}

/** The positions of the greatest scores, greatest first; of equal ones the lower position is first. */
export function bestOf(scores: Float32Array, count: number): number[] {
  const threshold = scores.toSorted().at(-Math.min(count, scores.length))!;
  const positions: number[] = [];
  for (let position = 0; position < scores.length; position++)
    if (scores[position]! >= threshold) positions.push(position);
  return positions.sort((a, b) => scores[b]! - scores[a]! || a - b).slice(0, count);
}

/** The share of the greatest scores that are among some positions; equal ones count for each other. */
export function recallOf(found: readonly number[], scores: Float32Array, count: number): number {
  const least = scores[bestOf(scores, count).at(-1)!]!;
  // What is compared is summed in another order, by float32.
  const isBest = (position: number) => scores[position]! >= least - Math.abs(least) * 1e-5;
  return found.slice(0, count).filter(isBest).length / Math.min(count, scores.length);
}

/**
 * The positions of the k largest scores, best first. Of equal scores the lower position comes first, and NaN
 * comes after every number. All positions if there are fewer than k.
 */
export function topK(scores: Float32Array, k: number): number[] {
  const best: number[] = [];
  for (let index = 0; index < scores.length; index++) {
    if (best.length >= k && !isBetter(scores, index, best[best.length - 1] as number)) continue;
    let place = best.length;
    while (place > 0 && isBetter(scores, index, best[place - 1] as number)) place--;
    best.splice(place, 0, index);
    if (best.length > k) best.pop();
  }
  return best;
}

/** Whether a score beats that of an earlier position. */
function isBetter(scores: Float32Array, later: number, earlier: number): boolean {
  const a = scores[later] as number;
  const b = scores[earlier] as number;
  return a > b || (Number.isNaN(b) && !Number.isNaN(a));
}

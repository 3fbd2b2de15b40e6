/**
 * Writes the positions of the best of an image's scores among `ranked` to `best` from `at` on, best first;
 * equal scores go by the lower position. Like `tensor/top-k`, but on a part of a large array and without
 * making one for each image.
 */
export function writeTopList(
  scores: Float32Array,
  row: number, // where the image's scores start
  ranked: Uint32Array,
  best: Uint32Array,
  at: number,
  length: number,
): void {
  for (let found = 0; found < length; found++) insert(scores, row, ranked[found]!, best, at, at + found);
  const end = at + length - 1;
  let worst = scores[row + best[end]!]!;
  for (let next = length; next < ranked.length; next++) {
    const label = ranked[next]!;
    if (scores[row + label]! <= worst) continue; // as nearly all are
    insert(scores, row, label, best, at, end);
    worst = scores[row + best[end]!]!;
  }
}

/** Puts a class where it belongs in the list from `at` to `place`, whose last one is dropped. */
function insert(
  scores: Float32Array,
  row: number,
  label: number,
  best: Uint32Array,
  at: number,
  place: number,
): void {
  const score = scores[row + label]!;
  let to = place;
  for (; to > at && scores[row + best[to - 1]!]! < score; to--) best[to] = best[to - 1]!;
  best[to] = label;
}

/**
 * Up to `count` words (at least one) spelled most like `target`, nearest first, by the number of letters to
 * insert, delete or replace, ignoring case. Equal distances keep the order of `words` (word-vector files list
 * frequent words first). A word that differs in more than half of the target's letters is never offered.
 */
export function nearestWords(target: string, words: Iterable<string>, count: number): string[] {
  const wanted = target.toLowerCase();
  const found: { word: string; distance: number }[] = [];
  let limit = Math.max(1, Math.floor(wanted.length / 2));
  for (const word of words) {
    const distance = editDistance(wanted, word.toLowerCase(), limit);
    if (distance > limit) continue;
    const after = found.findIndex((other) => other.distance > distance);
    found.splice(after === -1 ? found.length : after, 0, { word, distance });
    if (found.length > count) found.pop();
    // Once the list is full, only something strictly nearer than its last can enter.
    if (found.length === count) limit = Math.min(limit, found.at(-1)!.distance - 1);
    if (limit < 0) break;
  }
  return found.map(({ word }) => word);
}

/** The edit distance, or any number above `limit` as soon as it must exceed that. */
function editDistance(a: string, b: string, limit: number): number {
  const difference = a.length - b.length;
  if (difference > limit || -difference > limit) return limit + 1;
  const row = new Uint16Array(b.length + 1); // distances of a's first i letters to b's first j
  for (let j = 0; j <= b.length; j++) row[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const letter = a.charCodeAt(i - 1);
    let diagonal = i - 1;
    let left = i;
    let least = i;
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j]!;
      let distance = letter === b.charCodeAt(j - 1) ? diagonal : diagonal + 1;
      if (above < distance) distance = above + 1;
      if (left < distance) distance = left + 1;
      diagonal = above;
      left = distance;
      row[j] = distance;
      if (distance < least) least = distance;
    }
    if (least > limit) return limit + 1;
  }
  return row[b.length]!;
}

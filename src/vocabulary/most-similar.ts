/** Up to `count` words by the cosine of their vectors with one, nearest first. */
export function mostSimilar(
  vector: Float32Array,
  words: Iterable<readonly [string, Float32Array]>,
  count: number,
): string[] {
  const found: { word: string; cosine: number }[] = [];
  for (const [word, other] of words) {
    let product = 0;
    let squares = 0;
    for (let i = 0; i < vector.length; i++) {
      product += vector[i]! * other[i]!;
      squares += other[i]! * other[i]!;
    }
    const cosine = squares > 0 ? product / Math.sqrt(squares) : 0;
    if (found.length === count && cosine <= found[count - 1]!.cosine) continue;
    const after = found.findIndex((one) => one.cosine < cosine);
    found.splice(after === -1 ? found.length : after, 0, { word, cosine });
    if (found.length > count) found.pop();
  }
  return found.map(({ word }) => word);
}

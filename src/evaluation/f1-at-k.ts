import { topK } from "../tensor/top-k";

/**
 * F1 of the k best scores of each image, pooled over all images (micro). Images without a positive count; 0
 * where there is no hit at all.
 */
export function f1AtK(
  scores: Float32Array, // [N, C]
  isPositive: ArrayLike<number>, // [N, C], above 0 where the label is there
  { classes, k }: { readonly classes: number; readonly k: number },
): number {
  const images = scores.length / classes;
  let positives = 0;
  for (let place = 0; place < isPositive.length; place++) if (isPositive[place]! > 0) positives++;
  let hits = 0;
  for (let image = 0; image < images; image++) {
    const start = image * classes;
    for (const label of topK(scores.subarray(start, start + classes), k))
      if (isPositive[start + label]! > 0) hits++;
  }
  // 2PR / (P + R) with P = hits / (images * k) and R = hits / positives
  return hits === 0 ? 0 : (2 * hits) / (images * k + positives);
}

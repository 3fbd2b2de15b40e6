import { topK } from "../tensor/top-k";

/**
 * F1 of the k best scores of each image, pooled over all images: a hit is a best score whose label is +1, and
 * a label of 0 there is a miss. 0 where there is no hit at all.
 */
export function f1AtK(logits: Float32Array, labels: Int8Array, classes: number, k: number): number {
  const images = labels.length / classes;
  let [hits, positives] = [0, 0];
  for (let image = 0; image < images; image++) {
    const ofImage = labels.subarray(image * classes, (image + 1) * classes);
    for (const label of ofImage) if (label === 1) positives++;
    const best = topK(logits.subarray(image * classes, (image + 1) * classes), k);
    for (const label of best) if (ofImage[label] === 1) hits++;
  }
  if (hits === 0) return 0;
  const [precision, recall] = [hits / (images * k), hits / positives];
  return (2 * precision * recall) / (precision + recall);
}

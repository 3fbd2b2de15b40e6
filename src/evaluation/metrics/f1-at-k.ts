import { RegionaryError } from "../../errors";
import { writeTopList } from "../scores/top-list";

/**
 * F1 of the k best scores of each image, pooled over all images (micro): a hit is a best score whose label is
 * +1, and any other label there is a miss. Images without a positive count; 0 where there is no hit at all.
 * Throws INVALID_INPUT for a k beyond the classes.
 */
export function f1AtK(
  scores: Float32Array, // [N, C]
  isPositive: ArrayLike<number>, // [N, C], above 0 where the label is there
  { classes, k }: { readonly classes: number; readonly k: number },
): number {
  if (k > classes)
    throw new RegionaryError(
      "INVALID_INPUT",
      `F1@${k} needs at least ${k} classes, but there are ${classes}.`,
    );
  const images = scores.length / classes;
  const ranked = Uint32Array.from({ length: classes }, (_, label) => label);
  const best = new Uint32Array(k);
  let [hits, positives] = [0, 0];
  for (let place = 0; place < isPositive.length; place++) if (isPositive[place]! > 0) positives++;
  for (let image = 0; image < images; image++) {
    writeTopList(scores, image * classes, ranked, best, 0, k);
    for (const label of best) if (isPositive[image * classes + label]! > 0) hits++;
  }
  return f1({ predicted: images * k, hits, positives });
}

/** How much is predicted, how much of that is right, and how much there was to find. */
export interface RetrievalCounts {
  readonly predicted: number;
  readonly hits: number;
  readonly positives: number;
}

/** 2PR / (P + R) with P = hits / predicted and R = hits / positives; 0 without a hit. */
export function f1({ predicted, hits, positives }: RetrievalCounts): number {
  return hits === 0 ? 0 : (2 * hits) / (predicted + positives);
}

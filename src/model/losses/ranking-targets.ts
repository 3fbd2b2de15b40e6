import { RegionaryError } from "../../errors";

/** A batch's labels in the form that `rankingLoss` takes. */
interface RankingTargets {
  readonly positives: BigInt64Array<ArrayBuffer>; // [N, K]
  readonly isPositive: Float32Array<ArrayBuffer>; // [N, K]
  readonly isNegative: Float32Array<ArrayBuffer>; // [N, C]
}

/**
 * Rearranges labels [N, C], +1 present, -1 absent, 0 unknown, for the ranking loss; an image may have at most
 * `most` positives (K). Throws INVALID_INPUT for any other label, and for an image with more.
 */
export function rankingTargets(labels: Int8Array, classes: number, most: number): RankingTargets {
  const images = labels.length / classes;
  const positives = new BigInt64Array(images * most);
  const isPositive = new Float32Array(images * most);
  const isNegative = new Float32Array(labels.length);
  const counts = new Uint32Array(images);
  labels.forEach((label, place) => {
    if (label === 0) return;
    const image = Math.floor(place / classes);
    if (label === -1) isNegative[place] = 1;
    else if (label !== 1) {
      const got = `${label} for class ${place % classes} of image ${image}`;
      throw new RegionaryError("INVALID_INPUT", `Labels must be 1, -1 or 0 (unknown); got ${got}.`);
    } else {
      const position = counts[image]!++;
      if (position >= most) {
        const limit = `image ${image} of the batch has more than ${most} positive labels`;
        throw new RegionaryError("INVALID_INPUT", `The training step was made for fewer labels: ${limit}.`);
      }
      positives[image * most + position] = BigInt(place % classes);
      isPositive[image * most + position] = 1;
    }
  });
  return { positives, isPositive, isNegative };
}

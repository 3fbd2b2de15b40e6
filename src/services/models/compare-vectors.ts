import type { PictureInput } from "../../pictures/picture-input";
import { cosine } from "../../tensor/cosine";

/** How far some vectors are from others in direction. */
export interface VectorComparison {
  readonly leastCosine: number;
  /** The largest difference of a number, both vectors at length 1; NaN where one has no direction. */
  readonly largest: number;
}

/** Compares rows of `size` numbers by direction. */
export function compareVectors(found: Float32Array, expected: Float32Array, size: number): VectorComparison {
  let leastCosine = Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let start = 0; start < expected.length; start += size) {
    const [a, b] = [found, expected].map((all) => all.subarray(start, start + size)) as [
      Float32Array,
      Float32Array,
    ];
    const [lengthA, lengthB] = [Math.hypot(...a), Math.hypot(...b)];
    leastCosine = Math.min(leastCosine, cosine(a, b));
    for (let i = 0; i < size; i++) largest = Math.max(largest, Math.abs(a[i]! / lengthA - b[i]! / lengthB));
  }
  return { leastCosine, largest };
}

/** How far pixels are from others, in steps of the 256 that a photo has. */
export interface PixelComparison {
  readonly mean: number;
  readonly largest: number;
}

/** Compares tensors [N, 3, height, width] of one picture input. */
export function comparePixels(
  found: Float32Array,
  expected: Float32Array,
  { width, height, scale }: PictureInput,
): PixelComparison {
  const plane = width * height;
  let sum = 0;
  let largest = 0;
  for (let i = 0; i < found.length; i++) {
    const levels = Math.abs(found[i]! - expected[i]!) / scale[Math.floor(i / plane) % 3]!;
    sum += levels;
    largest = Math.max(largest, levels);
  }
  return { mean: sum / found.length, largest };
}

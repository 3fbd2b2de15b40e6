import type { DropoutMask } from "../model/families/training-mode";
import { elementCount } from "../tensor/shape";
import { mixedKey } from "./mixed-bits";

const halves = 65_536; // values of 16 bits

/**
 * The dropout masks of one step, in the order of `masks`: always the same for the same seed and step, so a
 * resumed run drops what the interrupted one would have dropped. A share of `rate` (to 1 in 65,536) is 0, the
 * rest 1 / (1 - rate).
 *
 * They are made here and given to the graph rather than hashed inside it: ONNX has no unsigned product, and a
 * dozen passes over 12 million integers cost more than this one, which runs during the step before.
 */
export function dropoutMasks(
  masks: readonly DropoutMask[],
  seed: number,
  step: number,
): Float32Array<ArrayBuffer>[] {
  return masks.map(({ shape, rate }, position) => {
    const mask = new Float32Array(elementCount(shape));
    const threshold = Math.round(rate * halves);
    mask.fill(1 / (1 - threshold / halves));
    clearSome(new Int32Array(mask.buffer), threshold, mixedKey(seed, step, position));
    return mask;
  });
}

/**
 * Sets to 0 what falls below the threshold, two decisions of 16 bits at a time. It runs over millions of
 * numbers a step, so it stays within 32-bit integers (`mixedBits`, written out) and does not branch.
 */
function clearSome(floats: Int32Array, threshold: number, key: number): void {
  for (let i = 0; i < floats.length; i += 2) {
    let x = (key + Math.imul(i, 0x9e3779b1)) | 0;
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    x ^= x >>> 16;
    floats[i]! &= ~(((x & 0xffff) - threshold) >> 31); // all ones, or zeros if it is below
    floats[i + 1]! &= ~(((x >>> 16) - threshold) >> 31); // after an odd end nothing is written
  }
}

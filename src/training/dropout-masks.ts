import type { DropoutMask } from "../model/training-mode";
import { elementCount } from "../tensor/shape";
import { mixedBits, mixedKey } from "./mixed-bits";

const halves = 65_536; // values of 16 bits

/**
 * The dropout masks of one step, in the order of `masks`: always the same for the same seed and step, so a
 * run that is resumed drops what the interrupted one would have dropped. A share of `rate` (to 1 in 65,536)
 * is 0, the rest 1 / (1 - rate).
 *
 * They are made here and given to the graph rather than hashed inside it: ONNX has no unsigned product, and
 * a dozen passes over 12 million integers cost more than this one, which runs while the step before it does.
 */
export function dropoutMasks(
  masks: readonly DropoutMask[],
  seed: number,
  step: number,
): Float32Array<ArrayBuffer>[] {
  return masks.map(({ shape, rate }, position) => {
    const mask = new Float32Array(elementCount(shape));
    const key = mixedKey(seed, step, position);
    const threshold = Math.round(rate * halves);
    const kept = 1 / (1 - threshold / halves);
    for (let i = 0; i < mask.length; i += 2) {
      const bits = mixedBits(key + Math.imul(i, 0x9e3779b1)); // two decisions of 16 bits
      mask[i] = (bits & 0xffff) < threshold ? 0 : kept;
      mask[i + 1] = bits >>> 16 < threshold ? 0 : kept; // beyond an odd end, nothing is written
    }
    return mask;
  });
}

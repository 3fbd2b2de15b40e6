import type { ResizeFilter } from "./picture-input";

/** One axis of a resize: which source samples make each target sample, and with what weight. */
export interface AxisWeights {
  readonly taps: number;
  readonly first: Int32Array; // [target]
  readonly count: Int32Array; // [target]
  readonly weights: Int32Array; // [target, taps], fixed point
}

export const FRACTION_BITS = 22; // 8 bits of pixel and 2 spare bits are left of 32

/** A filter's weight by the distance from its center, and how far it reaches without a reduction. */
interface Kernel {
  readonly reach: number;
  readonly weight: (distance: number) => number;
}

/** PIL's sharpness of a bicubic filter; that of other programs is -0.75. */
const SHARPNESS = -0.5;

const KERNELS: Record<ResizeFilter, Kernel> = {
  bilinear: { reach: 1, weight: (x) => Math.max(1 - x, 0) },
  bicubic: {
    reach: 2,
    weight: (x) => {
      if (x < 1) return ((SHARPNESS + 2) * x - (SHARPNESS + 3)) * x * x + 1;
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * SHARPNESS : 0;
    },
  },
};

/** Consecutive target samples of an axis. */
interface Span {
  readonly from: number;
  readonly length: number;
}

/** The weights of some target samples of an axis that is resized from one length to another. */
export function filterWeights(
  length: number,
  toLength: number,
  wanted: Span,
  filter: ResizeFilter,
): AxisWeights {
  const kernel = KERNELS[filter];
  const scale = length / toLength;
  const widening = Math.max(scale, 1);
  const reach = kernel.reach * widening; // half the filter's width, in source samples
  const taps = Math.ceil(reach) * 2 + 1;
  const first = new Int32Array(wanted.length);
  const count = new Int32Array(wanted.length);
  const weights = new Int32Array(wanted.length * taps);
  const exact = new Float64Array(taps);
  for (let target = 0; target < wanted.length; target++) {
    const center = (wanted.from + target + 0.5) * scale;
    const begin = Math.max(Math.trunc(center - reach + 0.5), 0);
    const end = Math.min(Math.trunc(center + reach + 0.5), length);
    let sum = 0;
    for (let i = begin; i < end; i++) {
      exact[i - begin] = kernel.weight(Math.abs((i - center + 0.5) * (1 / widening)));
      sum += exact[i - begin]!;
    }
    first[target] = begin;
    count[target] = end - begin;
    for (let i = 0; i < end - begin; i++)
      weights[target * taps + i] = rounded((exact[i]! / sum) * 2 ** FRACTION_BITS);
  }
  return { taps, first, count, weights };
}

/** Halves away from zero, as C casts `value ± 0.5`. */
function rounded(value: number): number {
  return Math.trunc(value + (value < 0 ? -0.5 : 0.5));
}

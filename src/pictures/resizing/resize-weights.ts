import type { ResizeFilter } from "../picture-input";

/** One axis of a resize: which source samples make each target sample, and with what weight. */
export interface AxisWeights {
  /** How many source samples the targets are made of at most, in pairs. */
  readonly mostPairs: number;
  readonly first: Int32Array<ArrayBuffer>; // [target] the first source sample
  readonly pairs: Int32Array<ArrayBuffer>; // [target] how many pairs of source samples; the last may have one of weight 0
  /** Fixed point with 22 bits behind the point: of 32 bits, 8 of pixel and 2 spare ones are left. */
  readonly weights: Int16Array<ArrayBuffer>; // [target, mostPairs, low 15 bits or the rest, sample of the pair]
}

const ONE = 2 ** 22;

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
  const mostPairs = Math.ceil(taps / 2);
  const first = new Int32Array(wanted.length);
  const pairs = new Int32Array(wanted.length);
  const weights = new Int16Array(wanted.length * mostPairs * 4);
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
    pairs[target] = Math.ceil((end - begin) / 2);
    for (let i = 0; i < end - begin; i++) {
      const weight = rounded((exact[i]! / sum) * ONE);
      const at = (target * mostPairs + (i >> 1)) * 4 + (i & 1);
      weights[at] = weight & 0x7fff;
      weights[at + 2] = weight >> 15;
    }
  }
  return { mostPairs, first, pairs, weights };
}

/** Halves away from zero, as C casts `value ± 0.5`. */
function rounded(value: number): number {
  return Math.trunc(value + (value < 0 ? -0.5 : 0.5));
}

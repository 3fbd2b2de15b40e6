// Named once, as in all files that work on pixels, because jest makes every mention of a global slow.
const { floor, imul, sqrt } = Math;

const BYTES_DEVIATION = sqrt((4 * (256 * 256 - 1)) / 12);

/**
 * 32 mixed bits of a state and a key, both taken as 32-bit numbers. A multiplicative step takes the key in;
 * the rounds after it are Wellons' "lowbias32" (nullprogram.com, 2018). Integers alone: the same everywhere.
 */
export function mixBits(state: number, key: number): number {
  let bits = (imul(state, 0x9e3779b1) + key) | 0;
  bits = imul(bits ^ (bits >>> 16), 0x7feb352d);
  bits = imul(bits ^ (bits >>> 15), 0x846ca68b);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** A number in [0, 1) of 32 bits. */
export function unitOf(bits: number): number {
  return bits / 2 ** 32;
}

/** A bell-shaped number with mean 0 and standard deviation 1: the sum of the four bytes of 32 mixed bits. */
export function bellOf(bits: number): number {
  const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
  return (sum - 510) / BYTES_DEVIATION;
}

/** Numbers that follow from their keys and from how many were drawn before, and from nothing else. */
export interface RandomStream {
  /** In [0, 1). */
  unit(): number;
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** A key for a stream or a noise of its own. */
  key(): number;
  /** A unit vector, every direction equally likely. */
  direction(): readonly [number, number];
}

/** The stream of the keys, whole numbers; another key anywhere gives an unrelated stream. */
export function randomStream(...keys: readonly number[]): RandomStream {
  const state = keys.reduce(mixBits, 0x5ce7e5);
  let drawn = 0;
  const key = () => mixBits(state, drawn++);
  const unit = () => unitOf(key());
  const between = (low: number, high: number) => low + (high - low) * unit();
  return {
    unit,
    between,
    key,
    chance: (probability) => unit() < probability,
    pick: (list) => list[floor(unit() * list.length)] as (typeof list)[number],
    direction() {
      // By rejection: sines and cosines are rounded differently by different engines.
      for (;;) {
        const x = between(-1, 1);
        const y = between(-1, 1);
        const square = x * x + y * y;
        if (square > 1 || square < 0.01) continue;
        const length = sqrt(square);
        return [x / length, y / length];
      }
    },
  };
}

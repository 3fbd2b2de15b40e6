/** One axis of a resize: which source samples make each target sample, and with what weight. */
interface AxisWeights {
  readonly taps: number;
  readonly first: Int32Array; // [target]
  readonly count: Int32Array; // [target]
  readonly weights: Int32Array; // [target, taps], fixed point
}

const FRACTION_BITS = 22; // 8 bits of pixel and 2 spare bits are left of 32
const HALF = 1 << (FRACTION_BITS - 1);
// `imul` and `| 0` below say that nothing overflows 32 bits; without them the engine checks every sum, at half
// the speed.
const { imul } = Math;

/**
 * Resizes interleaved 8-bit RGB as PIL's bilinear resize does, to the bit: a triangle filter that widens
 * with the reduction (so shrinking is antialiased), first along the rows, then along the columns, with
 * 22-bit fixed-point weights and a rounding to 8 bits between the two. An axis that keeps its length is
 * not filtered. Returns [toHeight, toWidth, 3] in memory of our own.
 */
export function resizeBilinear(
  rgb: Uint8Array, // [height, width, 3]
  width: number,
  height: number,
  toWidth: number,
  toHeight: number,
): Uint8Array<ArrayBuffer> {
  const narrowed = width === toWidth ? rgb : resizeRows(rgb, width, height, toWidth); // [height, toWidth, 3]
  // `slice` would copy nothing of a `Buffer`.
  return height === toHeight ? new Uint8Array(narrowed) : resizeColumns(narrowed, toWidth, height, toHeight);
}

function resizeRows(source: Uint8Array, width: number, height: number, toWidth: number): Uint8Array {
  const { taps, first, count, weights } = triangleWeights(width, toWidth);
  const target = new Uint8Array(height * toWidth * 3);
  let out = 0;
  for (let y = 0; y < height; y++) {
    const row = y * width * 3;
    for (let x = 0; x < toWidth; x++) {
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      let at = row + first[x]! * 3;
      const end = x * taps + count[x]!;
      for (let tap = x * taps; tap < end; tap++) {
        const weight = weights[tap]!;
        red = (red + imul(weight, source[at]!)) | 0;
        green = (green + imul(weight, source[at + 1]!)) | 0;
        blue = (blue + imul(weight, source[at + 2]!)) | 0;
        at += 3;
      }
      target[out] = red >> FRACTION_BITS;
      target[out + 1] = green >> FRACTION_BITS;
      target[out + 2] = blue >> FRACTION_BITS;
      out += 3;
    }
  }
  return target;
}

function resizeColumns(
  source: Uint8Array,
  width: number,
  height: number,
  toHeight: number,
): Uint8Array<ArrayBuffer> {
  const { taps, first, count, weights } = triangleWeights(height, toHeight);
  const stride = width * 3;
  const target = new Uint8Array(toHeight * stride);
  let out = 0;
  for (let y = 0; y < toHeight; y++) {
    const row = first[y]! * stride;
    const end = y * taps + count[y]!;
    for (let x = 0; x < stride; x += 3) {
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      let at = row + x;
      for (let tap = y * taps; tap < end; tap++) {
        const weight = weights[tap]!;
        red = (red + imul(weight, source[at]!)) | 0;
        green = (green + imul(weight, source[at + 1]!)) | 0;
        blue = (blue + imul(weight, source[at + 2]!)) | 0;
        at += stride;
      }
      target[out] = red >> FRACTION_BITS;
      target[out + 1] = green >> FRACTION_BITS;
      target[out + 2] = blue >> FRACTION_BITS;
      out += 3;
    }
  }
  return target;
}

function triangleWeights(length: number, toLength: number): AxisWeights {
  const scale = length / toLength;
  const reach = Math.max(scale, 1); // half the filter's width, in source samples
  const taps = Math.ceil(reach) * 2 + 1;
  const first = new Int32Array(toLength);
  const count = new Int32Array(toLength);
  const weights = new Int32Array(toLength * taps);
  const exact = new Float64Array(taps);
  for (let target = 0; target < toLength; target++) {
    const center = (target + 0.5) * scale;
    const begin = Math.max(Math.trunc(center - reach + 0.5), 0);
    const end = Math.min(Math.trunc(center + reach + 0.5), length);
    let sum = 0;
    for (let i = begin; i < end; i++) {
      const distance = Math.abs((i - center + 0.5) * (1 / reach));
      exact[i - begin] = Math.max(1 - distance, 0);
      sum += exact[i - begin]!;
    }
    first[target] = begin;
    count[target] = end - begin;
    for (let i = 0; i < end - begin; i++) {
      weights[target * taps + i] = Math.trunc((exact[i]! / sum) * 2 ** FRACTION_BITS + 0.5);
    }
  }
  return { taps, first, count, weights };
}

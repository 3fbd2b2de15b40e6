import type { ResizeFilter } from "./picture-input";
import { type AxisWeights, FRACTION_BITS, filterWeights } from "./resize-weights";

const HALF = 1 << (FRACTION_BITS - 1);
// `imul` and `| 0` below say that nothing overflows 32 bits; without them the engine checks every sum, at half
// the speed.
const { imul } = Math;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Part of a picture, in whole pixels. */
interface Part extends Size {
  readonly left: number;
  readonly top: number;
}

/**
 * Resizes interleaved 8-bit RGB as PIL does, to the bit: a filter that widens with the reduction (so
 * shrinking is antialiased), first along the rows, then along the columns, with 22-bit fixed-point weights,
 * rounded to 8 bits and clipped to 0..255 after each. An axis that keeps its length is not filtered. Of the
 * result only the `wanted` part is computed, by default all. Returns [height, width, 3] of that part in
 * memory of our own.
 */
export function resize(
  rgb: Uint8Array, // [height, width, 3]
  { width, height }: Size,
  to: Size,
  filter: ResizeFilter,
  wanted: Part = { left: 0, top: 0, ...to },
): Uint8Array<ArrayBuffer> {
  const columns = { from: wanted.left, length: wanted.width };
  const rows = { from: wanted.top, length: wanted.height };
  // The weights of an axis that keeps its length are 1 or 0, and leave every sample as it is.
  const narrowed = // [height, wanted.width, 3]
    width === wanted.width && width === to.width
      ? rgb
      : resizeRows(rgb, height, width, filterWeights(width, to.width, columns, filter));
  // `slice` would copy nothing of a `Buffer`.
  if (height === wanted.height && height === to.height) return new Uint8Array(narrowed);
  return resizeColumns(narrowed, wanted.width, filterWeights(height, to.height, rows, filter));
}

function resizeRows(
  source: Uint8Array, // [height, width, 3]
  height: number,
  width: number,
  { taps, first, count, weights }: AxisWeights,
): Uint8Array<ArrayBuffer> {
  const toWidth = first.length;
  const target = new Uint8ClampedArray(height * toWidth * 3);
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
  return new Uint8Array(target.buffer);
}

function resizeColumns(
  source: Uint8Array, // [height, width, 3]
  width: number,
  { taps, first, count, weights }: AxisWeights,
): Uint8Array<ArrayBuffer> {
  const toHeight = first.length;
  const stride = width * 3;
  const target = new Uint8ClampedArray(toHeight * stride);
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
  return new Uint8Array(target.buffer);
}

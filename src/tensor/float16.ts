/** 2⁻²⁴, the step between float16's subnormal numbers. */
const subnormalStep = 2 ** -24;

/** A half's exponent, shifted into a float32's place, is too low by the difference of the two biases. */
const biasDifference = 2 ** (127 - 15);

/**
 * Each value as the nearest IEEE 754 half-precision number, ties to the even one; a value beyond 65,504 by
 * half a step or more becomes an infinity, and NaN stays NaN. Written to `halves`, of the same length, if
 * given.
 */
export function toFloat16<B extends ArrayBufferLike = ArrayBuffer>(
  source: Float32Array,
  halves = new Uint16Array(source.length) as Uint16Array<B>,
): Uint16Array<B> {
  const bits = new Int32Array(source.buffer, source.byteOffset, source.length);
  for (let index = 0; index < source.length; index++) {
    const sign = ((bits[index] as number) >>> 16) & 0x8000;
    const magnitude = (bits[index] as number) & 0x7fffffff;
    const isSubnormal = magnitude < 0x38800000;
    halves[index] =
      sign | (isSubnormal ? subnormalHalf(Math.abs(source[index] as number)) : normalHalf(magnitude));
  }
  return halves;
}

/** Each half-precision number as a float32, exactly; written to `target`, of the same length, if given. */
export function fromFloat16(source: Uint16Array, target = new Float32Array(source.length)): Float32Array {
  const bits = new Int32Array(target.buffer, target.byteOffset, source.length);
  for (let index = 0; index < source.length; index++)
    bits[index] = floatBits[source[index] as number] as number;
  return target;
}

/** The float32 of each half, as bits: looking them up takes a third of the time of computing them. */
const floatBits = Int32Array.from({ length: 0x10000 }, (_, half) => {
  const sign = (half & 0x8000) << 16;
  const magnitude = half & 0x7fff;
  if (magnitude >= 0x7c00) return sign | 0x7f800000 | ((magnitude & 0x3ff) << 13);
  const scaled = new Float32Array(new Uint32Array([magnitude << 13]).buffer);
  scaled[0] = (scaled[0] as number) * biasDifference;
  return (new Uint32Array(scaled.buffer)[0] as number) | sign;
});

function normalHalf(magnitude: number): number {
  if (magnitude > 0x7f800000) return 0x7e00;
  if (magnitude >= 0x47800000) return 0x7c00;
  // Adding just under half of the last kept step, and one more when that step is odd, rounds to even;
  // a carry runs on into the exponent, up to infinity, as it should.
  const odd = (magnitude >>> 13) & 1;
  return (magnitude - 0x38000000 + 0xfff + odd) >>> 13;
}

function subnormalHalf(magnitude: number): number {
  const steps = magnitude / subnormalStep;
  const below = Math.floor(steps);
  const rest = steps - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}

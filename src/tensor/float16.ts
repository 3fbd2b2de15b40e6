const floatBits = new Uint32Array(1);
const float = new Float32Array(floatBits.buffer);

/** 2⁻²⁴, the step between float16's subnormal numbers. */
const subnormalStep = 2 ** -24;

/**
 * Each value as the nearest IEEE 754 half-precision number, ties to the even one; what lies beyond
 * 65,504 by half a step or more becomes an infinity, and NaN stays NaN.
 */
export function toFloat16(source: Float32Array): Uint16Array {
  const bits = new Uint32Array(source.buffer, source.byteOffset, source.length);
  const halves = new Uint16Array(source.length);
  for (let index = 0; index < source.length; index++) halves[index] = halfOf(bits[index] as number);
  return halves;
}

/** Each half-precision number as a float32, exactly. */
export function fromFloat16(source: Uint16Array): Float32Array {
  const floats = new Float32Array(source.length);
  for (let index = 0; index < source.length; index++) {
    floats[index] = floatOfHalf[source[index] as number] as number;
  }
  return floats;
}

/** A table of all 65,536, since regions are converted back for every request that scores them. */
const floatOfHalf = Float32Array.from({ length: 0x10000 }, (_, half) => {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * subnormalStep;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
});

function halfOf(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x47800000) return sign | 0x7c00;
  if (magnitude < 0x38800000) return sign | subnormalHalf(magnitude);
  // Adding just under half of the last kept step, and one more when that step is odd, rounds to even;
  // a carry runs on into the exponent, up to infinity, as it should.
  const odd = (magnitude >>> 13) & 1;
  return sign | ((magnitude - 0x38000000 + 0xfff + odd) >>> 13);
}

function subnormalHalf(magnitude: number): number {
  floatBits[0] = magnitude;
  const steps = (float[0] as number) / subnormalStep;
  const below = Math.floor(steps);
  const rest = steps - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}

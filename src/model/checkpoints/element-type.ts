import { fromFloat16 } from "../../tensor/float16";

/** How many bytes one element of each storable type takes. */
export const ELEMENT_BYTES = {
  float64: 8,
  float32: 4,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint8: 1,
  bool: 1,
} as const;

/** The type in which a checkpoint stores a tensor's elements. */
export type ElementType = keyof typeof ELEMENT_BYTES;

const FLOAT_READERS: { [type in ElementType]?: (bytes: Buffer) => Float32Array } = {
  float32: (bytes) => new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4),
  float64: (bytes) => Float32Array.from(new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8)),
  float16: (bytes) => fromFloat16(new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)),
  bfloat16: (bytes) => fromBfloat16(new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)),
};

/** Converts little-endian elements to float32; undefined for a type that holds no real numbers. */
export function floatReader(type: ElementType): ((bytes: Buffer) => Float32Array) | undefined {
  return FLOAT_READERS[type];
}

/** bfloat16 is the upper half of a float32. */
function fromBfloat16(source: Uint16Array): Float32Array {
  const bits = new Uint32Array(source.length);
  for (let i = 0; i < source.length; i++) bits[i] = source[i]! << 16;
  return new Float32Array(bits.buffer);
}

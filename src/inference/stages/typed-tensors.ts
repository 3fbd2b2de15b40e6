import { type InferenceSession, Tensor } from "onnxruntime-node";

/** The values of a tensor: float32, the bits of float16, or bytes. */
export type TensorData = Float32Array | Uint16Array | Uint8Array;

const TYPES = { float32: Float32Array, float16: Uint16Array, uint8: Uint8Array } as const;
export type ElementType = keyof typeof TYPES;

/** The type that a session takes or gives a value in; float32 for those that no stage has, which it then refuses. */
export function elementTypeOf(
  metadata: readonly InferenceSession.ValueMetadata[],
  name: string,
): ElementType {
  const value = metadata.find((of) => of.name === name);
  return value?.isTensor && value.type in TYPES ? (value.type as ElementType) : "float32";
}

/** Some of a memory of floats as values of a type. */
export function viewOf<T extends ElementType>(
  type: T,
  floats: (length: number) => Float32Array<ArrayBuffer>,
  length: number,
): InstanceType<(typeof TYPES)[T]> {
  const bytes = length * TYPES[type].BYTES_PER_ELEMENT;
  const { buffer, byteOffset } = floats(Math.ceil(bytes / Float32Array.BYTES_PER_ELEMENT));
  return new TYPES[type](buffer, byteOffset, length) as InstanceType<(typeof TYPES)[T]>;
}

/** A tensor [N, ...shape] over values that it shares. */
export function tensorOf(
  type: ElementType,
  { shape }: { readonly shape: readonly number[] },
  values: TensorData,
  count: number,
): Tensor {
  const dims = [count, ...shape];
  if (type === "uint8") return new Tensor(type, values as Uint8Array, dims);
  const tensor = new Tensor(type, values as Float32Array, dims);
  // From Node 24 on a tensor makes a Float16Array of halves' bits, of which ONNX Runtime 1.30's binding reads nothing.
  return type === "float16" ? Object.defineProperty(tensor, "data", { value: values }) : tensor;
}

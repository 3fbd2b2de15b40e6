import { elementCount, formatShape } from "./shape";
import type { TensorSource } from "./tensor-source";

/** The same elements in the same order under another shape. */
export function reshaped(source: TensorSource, shape: readonly number[]): TensorSource {
  if (elementCount(shape) !== elementCount(source.shape))
    throw new Error(`A tensor ${formatShape(source.shape)} cannot be read as ${formatShape(shape)}.`);
  return { shape, chunks: () => source.chunks() };
}

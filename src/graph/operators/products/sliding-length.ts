import { shapeError } from "../../operator";
import type { Dimension, TensorType } from "../../tensor-type";

/** How many whole windows of `kernel` cells fit along an axis of `length` cells plus `padding`. */
export function slidingLength(
  operator: string,
  inputs: readonly TensorType[],
  length: Dimension | undefined,
  kernel: number,
  padding: number,
  stride: number,
): number {
  if (typeof length !== "number")
    throw shapeError(operator, inputs, "height and width must be known numbers");
  if (length + padding < kernel)
    throw shapeError(
      operator,
      inputs,
      `${length} cells and ${padding} of padding hold no window of ${kernel}`,
    );
  return Math.floor((length + padding - kernel) / stride) + 1;
}

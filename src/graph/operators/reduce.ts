import { resolveAxis, takeInputs } from "../operator";
import type { Shape, TensorType } from "../tensor-type";

/** What a reduction over `axes` leaves: they become 1 with keepdims, else they vanish. */
export function reducedShape(
  operator: string,
  inputs: readonly TensorType[],
  { axes, keepdims }: { axes: readonly number[]; keepdims: 0 | 1 },
): Shape {
  const [input] = takeInputs(operator, inputs, 1);
  const reduced = new Set(axes.map((axis) => resolveAxis(operator, input, axis)));
  if (keepdims) return input.shape.map((dimension, axis) => (reduced.has(axis) ? 1 : dimension));
  return input.shape.filter((_, axis) => !reduced.has(axis));
}

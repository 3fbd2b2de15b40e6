import { type NodeWriter, resolveAxis, takeInputs } from "../../operator";
import type { Shape, TensorType, ValueSpec } from "../../tensor-type";
import { reshape } from "../arrangement/reshape";

interface Reduction {
  readonly axes: readonly number[];
  readonly keepdims: 0 | 1;
}

/** The shape that a reduction over `axes` leaves: with keepdims they become 1, otherwise they are dropped. */
export function reducedShape(
  operator: string,
  inputs: readonly TensorType[],
  { axes, keepdims }: Reduction,
): Shape {
  const [input] = takeInputs(operator, inputs, 1);
  const reduced = new Set(axes.map((axis) => resolveAxis(operator, input, axis)));
  if (keepdims) return input.shape.map((dimension, axis) => (reduced.has(axis) ? 1 : dimension));
  return input.shape.filter((_, axis) => !reduced.has(axis));
}

/** The result of a reduction of `input`, with the reduced axes back as 1, so that it broadcasts to the input. */
export function unreduced(
  g: NodeWriter,
  input: TensorType,
  { axes, keepdims }: Reduction,
  value: ValueSpec,
): ValueSpec {
  if (keepdims) return value;
  const shape = reducedShape("Reshape", [input], { axes, keepdims: 1 });
  return g.apply(reshape, [value], { shape: shape as readonly number[] });
}

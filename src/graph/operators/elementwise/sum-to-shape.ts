import { sameShape } from "../../../tensor/shape";
import { knownShape, type NodeWriter } from "../../operator";
import type { TensorType, ValueSpec } from "../../tensor-type";
import { reshape } from "../arrangement/reshape";
import { reduceSum } from "../reduction/reduce-sum";

/**
 * Undoes broadcasting: sums a gradient over the axes along which `operand` was stretched, since each of its
 * elements took part there many times.
 */
export function sumToShape(g: NodeWriter, gradient: ValueSpec, operand: TensorType): ValueSpec {
  if (sameShape(gradient.shape, operand.shape)) return gradient;
  const fewer = gradient.shape.length - operand.shape.length;
  const axes = gradient.shape.flatMap((length, axis) =>
    axis < fewer || (operand.shape[axis - fewer] === 1 && length !== 1) ? [axis] : [],
  );
  const summed = g.apply(reduceSum, [gradient], { axes, keepdims: 1 });
  if (fewer === 0) return summed;
  return g.apply(reshape, [summed], { shape: knownShape("Reshape", operand) });
}

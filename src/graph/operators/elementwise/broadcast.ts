import { shapeError } from "../../operator";
import type { Dimension, Shape, TensorType } from "../../tensor-type";

/** The common shape of operands that are stretched along axes of length 1, aligned at the last axis. */
export function broadcast(operator: string, inputs: readonly TensorType[]): Shape {
  const rank = Math.max(...inputs.map((input) => input.shape.length));
  return Array.from({ length: rank }, (_, axis): Dimension => {
    const lengths = inputs.map((input) => input.shape[axis - rank + input.shape.length] ?? 1);
    const wide = [...new Set(lengths.filter((length) => length !== 1))];
    if (wide.length > 1)
      throw shapeError(operator, inputs, `axis ${axis} is ${wide.join(" in one and ")} in the other`);
    return wide[0] ?? 1;
  });
}

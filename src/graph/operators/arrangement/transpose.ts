import type { Operator } from "../../operator";
import { shapeError, takeInputs } from "../../operator";
import type { Dimension } from "../../tensor-type";

/** The axes in another order: axis i of the result is axis perm[i] of the input. */
export const transpose: Operator<{ perm: readonly number[] }> = {
  name: "Transpose",
  attributes: { perm: "ints" },
  inferShapes(inputs, { perm }) {
    const [input] = takeInputs("Transpose", inputs, 1);
    const axes = [...perm].sort((a, b) => a - b);
    if (axes.length !== input.shape.length || axes.some((axis, position) => axis !== position))
      throw shapeError("Transpose", inputs, `[${perm.join(", ")}] must be an order of its axes`);
    return [{ elementType: input.elementType, shape: perm.map((axis) => input.shape[axis] as Dimension) }];
  },
  gradient(g, { attributes: { perm }, gradient }) {
    return [g.apply(transpose, [gradient], { perm: perm.map((_, axis) => perm.indexOf(axis)) })];
  },
};

import { formatShape, sameShape } from "../../../tensor/shape";
import type { Operator } from "../../operator";
import { resolveAxis, shapeError } from "../../operator";
import { slice } from "./slice";

/** Tensors joined end to end along one axis. */
export const concat: Operator<{ axis: number }> = {
  name: "Concat",
  attributes: { axis: "int" },
  inferShapes(inputs, attributes) {
    const [first] = inputs;
    if (!first) throw shapeError("Concat", inputs, "it needs at least one input");
    const axis = resolveAxis("Concat", first, attributes.axis);
    let total = 0;
    for (const input of inputs) {
      const length = input.shape[axis];
      if (typeof length !== "number" || !sameShape(input.shape.with(axis, 0), first.shape.with(axis, 0)))
        throw shapeError(
          "Concat",
          inputs,
          `${formatShape(input.shape)} differs in an axis other than ${axis}`,
        );
      total += length;
    }
    return [{ elementType: first.elementType, shape: first.shape.with(axis, total) }];
  },
  gradient(g, { inputs, attributes, gradient }) {
    const axis = resolveAxis("Concat", gradient, attributes.axis);
    let start = 0;
    return inputs.map((input) => {
      const end = start + (input.shape[axis] as number);
      const part = g.apply(slice, [gradient], { starts: [start], ends: [end], axes: [axis] });
      start = end;
      return part;
    });
  },
};

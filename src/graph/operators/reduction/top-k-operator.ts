import type { Operator } from "../../operator";
import { knownShape, resolveAxis, shapeError, takeInputs } from "../../operator";
import { expand } from "../arrangement/expand";
import { scatterElements } from "../arrangement/scatter-elements";

/** The k largest values along an axis, best first, and their positions as a second output. */
export const topK: Operator<{ k: readonly [number]; axis: number }> = {
  name: "TopK",
  attributes: { k: "tensor", axis: "int" },
  inferShapes(inputs, attributes) {
    const [input] = takeInputs("TopK", inputs, 1);
    const [k] = attributes.k;
    const axis = resolveAxis("TopK", input, attributes.axis);
    const length = input.shape[axis];
    if (!Number.isInteger(k) || k < 1 || (typeof length === "number" && k > length))
      throw shapeError(
        "TopK",
        inputs,
        `axis ${axis} has ${length} values, so the ${k} largest cannot be taken`,
      );
    const shape = input.shape.with(axis, k);
    return [
      { elementType: "float32", shape },
      { elementType: "int64", shape },
    ];
  },
  gradient(g, { inputs, outputs, attributes: { axis }, gradient }) {
    const nothing = g.apply(expand, [g.constant([0], [])], { shape: knownShape("TopK", inputs[0]!) });
    const taken = [nothing, outputs[1]!, gradient];
    return [g.apply(scatterElements, taken, { axis, reduction: "none" })];
  },
};

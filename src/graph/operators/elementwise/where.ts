import type { Operator } from "../../operator";
import { shapeError, takeInputs } from "../../operator";
import { broadcast } from "./broadcast";
import { sumToShape } from "./sum-to-shape";

/** Element by element, the second input where the first (bool) holds, else the third. */
export const where: Operator<Record<never, never>> = {
  name: "Where",
  attributes: {},
  inferShapes(inputs) {
    const [condition] = takeInputs("Where", inputs, 3);
    if (condition.elementType !== "bool")
      throw shapeError("Where", inputs, `its condition must be bool, not ${condition.elementType}`);
    return [{ elementType: "float32", shape: broadcast("Where", inputs) }];
  },
  gradient(g, { inputs, gradient }) {
    const [condition, yes, no] = [inputs[0]!, inputs[1]!, inputs[2]!];
    const nothing = g.constant([0], []);
    return [
      null,
      sumToShape(g, g.apply(where, [condition, gradient, nothing], {}), yes),
      sumToShape(g, g.apply(where, [condition, nothing, gradient], {}), no),
    ];
  },
};

import type { Operator } from "../../operator";
import { takeInputs } from "../../operator";
import { broadcast } from "./broadcast";
import { neg } from "./neg";
import { sumToShape } from "./sum-to-shape";

/** The difference of two tensors, each broadcast to the other. */
export const sub: Operator<Record<never, never>> = {
  name: "Sub",
  attributes: {},
  inferShapes(inputs) {
    takeInputs("Sub", inputs, 2);
    return [{ elementType: "float32", shape: broadcast("Sub", inputs) }];
  },
  gradient(g, { inputs, gradient }) {
    const [left, right] = inputs.map((input) => sumToShape(g, gradient, input));
    return [left!, g.apply(neg, [right!], {})];
  },
};

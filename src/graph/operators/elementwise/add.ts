import type { Operator } from "../../operator";
import { takeInputs } from "../../operator";
import { broadcast } from "./broadcast";
import { sumToShape } from "./sum-to-shape";

/** The sum of two tensors, each broadcast to the other. */
export const add: Operator<Record<never, never>> = {
  name: "Add",
  attributes: {},
  inferShapes(inputs) {
    takeInputs("Add", inputs, 2);
    return [{ elementType: "float32", shape: broadcast("Add", inputs) }];
  },
  gradient(g, { inputs, gradient }) {
    return inputs.map((input) => sumToShape(g, gradient, input));
  },
};

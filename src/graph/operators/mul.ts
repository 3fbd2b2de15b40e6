import type { Operator } from "../operator";
import { takeInputs } from "../operator";
import { broadcast } from "./broadcast";

/** The product of two tensors, element by element, each broadcast to the other. */
export const mul: Operator<Record<never, never>> = {
  name: "Mul",
  attributes: {},
  inferShapes(inputs) {
    takeInputs("Mul", inputs, 2);
    return [{ elementType: "float32", shape: broadcast("Mul", inputs) }];
  },
};

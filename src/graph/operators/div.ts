import type { Operator } from "../operator";
import { takeInputs } from "../operator";
import { broadcast } from "./broadcast";

/** The quotient of two tensors, element by element, each broadcast to the other. */
export const div: Operator<Record<never, never>> = {
  name: "Div",
  attributes: {},
  inferShapes(inputs) {
    takeInputs("Div", inputs, 2);
    return [{ elementType: "float32", shape: broadcast("Div", inputs) }];
  },
};

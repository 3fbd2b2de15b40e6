import type { Operator } from "../operator";
import { takeInputs } from "../operator";
import { broadcast } from "./broadcast";

/** The larger of two tensors, element by element, each broadcast to the other. */
export const max: Operator<Record<never, never>> = {
  name: "Max",
  attributes: {},
  inferShapes(inputs) {
    takeInputs("Max", inputs, 2);
    return [{ elementType: "float32", shape: broadcast("Max", inputs) }];
  },
};

import type { Operator } from "../operator";
import { takeInputs } from "../operator";

/** 1 / (1 + exp(-x)), element by element. */
export const sigmoid: Operator<Record<never, never>> = {
  name: "Sigmoid",
  attributes: {},
  inferShapes(inputs) {
    const [input] = takeInputs("Sigmoid", inputs, 1);
    return [{ elementType: "float32", shape: input.shape }];
  },
};

import type { Operator } from "../operator";
import { takeInputs } from "../operator";

/** max(x, 0), element by element. */
export const relu: Operator<Record<never, never>> = {
  name: "Relu",
  attributes: {},
  inferShapes(inputs) {
    const [input] = takeInputs("Relu", inputs, 1);
    return [{ elementType: "float32", shape: input.shape }];
  },
};

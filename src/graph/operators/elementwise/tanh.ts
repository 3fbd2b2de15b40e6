import type { Operator } from "../../operator";
import { takeInputs } from "../../operator";

/** The hyperbolic tangent, element by element. */
export const tanh: Operator<Record<never, never>> = {
  name: "Tanh",
  attributes: {},
  inferShapes(inputs) {
    const [input] = takeInputs("Tanh", inputs, 1);
    return [{ elementType: "float32", shape: input.shape }];
  },
};

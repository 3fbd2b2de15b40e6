import type { Operator } from "../operator";
import { resolveAxis, takeInputs } from "../operator";

/** exp(x) divided by its sum along one axis. */
export const softmax: Operator<{ axis: number }> = {
  name: "Softmax",
  attributes: { axis: "int" },
  inferShapes(inputs, { axis }) {
    const [input] = takeInputs("Softmax", inputs, 1);
    resolveAxis("Softmax", input, axis);
    return [{ elementType: "float32", shape: input.shape }];
  },
};

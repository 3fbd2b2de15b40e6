import type { Operator } from "../operator";
import { takeInputs } from "../operator";

/** x where positive, else alpha * x. */
export const leakyRelu: Operator<{ alpha: number }> = {
  name: "LeakyRelu",
  attributes: { alpha: "float" },
  inferShapes(inputs) {
    const [input] = takeInputs("LeakyRelu", inputs, 1);
    return [{ elementType: "float32", shape: input.shape }];
  },
};

import type { Operator } from "../../operator";
import { takeInputs } from "../../operator";
import { mul } from "./mul";
import { sign } from "./sign";

/** max(x, 0), element by element. At 0 the gradient is 0. */
export const relu: Operator<Record<never, never>> = {
  name: "Relu",
  attributes: {},
  inferShapes(inputs) {
    const [input] = takeInputs("Relu", inputs, 1);
    return [{ elementType: "float32", shape: input.shape }];
  },
  gradient(g, { outputs, gradient }) {
    return [g.apply(mul, [gradient, g.apply(sign, [outputs[0]!], {})], {})];
  },
};

import type { Operator } from "../../operator";
import { takeInputs } from "../../operator";
import { mul } from "./mul";
import { sigmoid } from "./sigmoid";

/** log(1 + exp(x)), element by element. */
export const softplus: Operator<Record<never, never>> = {
  name: "Softplus",
  attributes: {},
  inferShapes(inputs) {
    const [input] = takeInputs("Softplus", inputs, 1);
    return [{ elementType: "float32", shape: input.shape }];
  },
  gradient(g, { inputs, gradient }) {
    return [g.apply(mul, [gradient, g.apply(sigmoid, [inputs[0]!], {})], {})];
  },
};

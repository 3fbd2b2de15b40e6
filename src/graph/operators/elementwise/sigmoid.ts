import type { Operator } from "../../operator";
import { takeInputs } from "../../operator";
import { mul } from "./mul";
import { sub } from "./sub";

/** 1 / (1 + exp(-x)), element by element. */
export const sigmoid: Operator<Record<never, never>> = {
  name: "Sigmoid",
  attributes: {},
  inferShapes(inputs) {
    const [input] = takeInputs("Sigmoid", inputs, 1);
    return [{ elementType: "float32", shape: input.shape }];
  },
  gradient(g, { outputs, gradient }) {
    const y = outputs[0]!;
    const slope = g.apply(mul, [y, g.apply(sub, [g.constant([1], []), y], {})], {});
    return [g.apply(mul, [gradient, slope], {})];
  },
};

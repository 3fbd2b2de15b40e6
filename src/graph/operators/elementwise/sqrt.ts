import type { Operator } from "../../operator";
import { takeInputs } from "../../operator";
import { div } from "./div";
import { mul } from "./mul";

/** The square root, element by element. */
export const sqrt: Operator<Record<never, never>> = {
  name: "Sqrt",
  attributes: {},
  inferShapes(inputs) {
    const [input] = takeInputs("Sqrt", inputs, 1);
    return [{ elementType: "float32", shape: input.shape }];
  },
  gradient(g, { outputs, gradient }) {
    const half = g.apply(mul, [gradient, g.constant([0.5], [])], {});
    return [g.apply(div, [half, outputs[0]!], {})];
  },
};

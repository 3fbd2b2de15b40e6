import type { Operator } from "../../operator";
import { takeInputs } from "../../operator";

/** -x, element by element. */
export const neg: Operator<Record<never, never>> = {
  name: "Neg",
  attributes: {},
  inferShapes(inputs) {
    const [input] = takeInputs("Neg", inputs, 1);
    return [{ elementType: "float32", shape: input.shape }];
  },
  gradient: (g, { gradient }) => [g.apply(neg, [gradient], {})],
};

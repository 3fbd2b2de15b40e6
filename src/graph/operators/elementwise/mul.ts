import type { Operator } from "../../operator";
import { takeInputs } from "../../operator";
import { broadcast } from "./broadcast";
import { sumToShape } from "./sum-to-shape";

/** The product of two tensors, element by element, each broadcast to the other. */
export const mul: Operator<Record<never, never>> = {
  name: "Mul",
  attributes: {},
  inferShapes(inputs) {
    takeInputs("Mul", inputs, 2);
    return [{ elementType: "float32", shape: broadcast("Mul", inputs) }];
  },
  gradient(g, { inputs, gradient }) {
    const [left, right] = [inputs[0]!, inputs[1]!];
    return [
      sumToShape(g, g.apply(mul, [gradient, right], {}), left),
      sumToShape(g, g.apply(mul, [gradient, left], {}), right),
    ];
  },
};

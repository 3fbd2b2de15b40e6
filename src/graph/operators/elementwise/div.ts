import type { Operator } from "../../operator";
import { takeInputs } from "../../operator";
import { broadcast } from "./broadcast";
import { mul } from "./mul";
import { neg } from "./neg";
import { sumToShape } from "./sum-to-shape";

/** The quotient of two tensors, element by element, each broadcast to the other. */
export const div: Operator<Record<never, never>> = {
  name: "Div",
  attributes: {},
  inferShapes(inputs) {
    takeInputs("Div", inputs, 2);
    return [{ elementType: "float32", shape: broadcast("Div", inputs) }];
  },
  gradient(g, { inputs, outputs, gradient }) {
    const [dividend, divisor] = [inputs[0]!, inputs[1]!];
    const quotient = g.apply(div, [gradient, divisor], {});
    const product = g.apply(mul, [quotient, outputs[0]!], {});
    return [sumToShape(g, quotient, dividend), sumToShape(g, g.apply(neg, [product], {}), divisor)];
  },
};

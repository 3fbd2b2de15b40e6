import type { Operator } from "../../operator";
import { takeInputs } from "../../operator";
import { broadcast } from "./broadcast";
import { mul } from "./mul";
import { sign } from "./sign";
import { sub } from "./sub";
import { sumToShape } from "./sum-to-shape";

/** The larger of two tensors, element by element, each broadcast to the other; of equals, the second. */
export const max: Operator<Record<never, never>> = {
  name: "Max",
  attributes: {},
  inferShapes(inputs) {
    takeInputs("Max", inputs, 2);
    return [{ elementType: "float32", shape: broadcast("Max", inputs) }];
  },
  gradient(g, { inputs, outputs, gradient }) {
    const [first, second] = [inputs[0]!, inputs[1]!];
    const firstWins = g.apply(sign, [g.apply(sub, [outputs[0]!, second], {})], {});
    const toFirst = g.apply(mul, [gradient, firstWins], {});
    return [sumToShape(g, toFirst, first), sumToShape(g, g.apply(sub, [gradient, toFirst], {}), second)];
  },
};

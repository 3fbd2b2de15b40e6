import type { Operator } from "../../operator";
import { div } from "../elementwise/div";
import { mul } from "../elementwise/mul";
import { reducedShape, unreduced } from "./reduce";

/** The Euclidean length over some axes. A length of 0 has no gradient: it comes out as NaN. */
export const reduceL2: Operator<{ axes: readonly number[]; keepdims: 0 | 1 }> = {
  name: "ReduceL2",
  attributes: { axes: "tensor", keepdims: "int" },
  inferShapes(inputs, attributes) {
    return [{ elementType: "float32", shape: reducedShape("ReduceL2", inputs, attributes) }];
  },
  gradient(g, { inputs, outputs, attributes, gradient }) {
    const share = g.apply(div, [gradient, outputs[0]!], {});
    return [g.apply(mul, [inputs[0]!, unreduced(g, inputs[0]!, attributes, share)], {})];
  },
};

import { knownShape, type Operator } from "../../operator";
import { expand } from "../arrangement/expand";
import { reducedShape, unreduced } from "./reduce";

/** The sum over some axes. */
export const reduceSum: Operator<{ axes: readonly number[]; keepdims: 0 | 1 }> = {
  name: "ReduceSum",
  attributes: { axes: "tensor", keepdims: "int" },
  inferShapes(inputs, attributes) {
    return [{ elementType: "float32", shape: reducedShape("ReduceSum", inputs, attributes) }];
  },
  gradient(g, { inputs, attributes, gradient }) {
    const shape = knownShape("ReduceSum", inputs[0]!);
    return [g.apply(expand, [unreduced(g, inputs[0]!, attributes, gradient)], { shape })];
  },
};

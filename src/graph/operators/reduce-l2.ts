import type { Operator } from "../operator";
import { reducedShape } from "./reduce";

/** The Euclidean length over some axes. */
export const reduceL2: Operator<{ axes: readonly number[]; keepdims: 0 | 1 }> = {
  name: "ReduceL2",
  attributes: { axes: "tensor", keepdims: "int" },
  inferShapes(inputs, attributes) {
    return [{ elementType: "float32", shape: reducedShape("ReduceL2", inputs, attributes) }];
  },
};

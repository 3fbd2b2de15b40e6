import type { Operator } from "../operator";
import { reducedShape } from "./reduce";

/** The mean over some axes. */
export const reduceMean: Operator<{ axes: readonly number[]; keepdims: 0 | 1 }> = {
  name: "ReduceMean",
  attributes: { axes: "tensor", keepdims: "int" },
  inferShapes(inputs, attributes) {
    return [{ elementType: "float32", shape: reducedShape("ReduceMean", inputs, attributes) }];
  },
};

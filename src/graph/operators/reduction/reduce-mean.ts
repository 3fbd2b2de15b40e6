import { elementCount } from "../../../tensor/shape";
import { knownShape, type Operator } from "../../operator";
import { expand } from "../arrangement/expand";
import { mul } from "../elementwise/mul";
import { reducedShape, unreduced } from "./reduce";

/** The mean over some axes. */
export const reduceMean: Operator<{ axes: readonly number[]; keepdims: 0 | 1 }> = {
  name: "ReduceMean",
  attributes: { axes: "tensor", keepdims: "int" },
  inferShapes(inputs, attributes) {
    return [{ elementType: "float32", shape: reducedShape("ReduceMean", inputs, attributes) }];
  },
  gradient(g, { inputs, attributes, gradient }) {
    const shape = knownShape("ReduceMean", inputs[0]!);
    const kept = unreduced(g, inputs[0]!, attributes, gradient);
    const share = elementCount(knownShape("ReduceMean", kept)) / elementCount(shape);
    return [g.apply(expand, [g.apply(mul, [kept, g.constant([share], [])], {})], { shape })];
  },
};

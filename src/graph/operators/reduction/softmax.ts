import type { Operator } from "../../operator";
import { resolveAxis, takeInputs } from "../../operator";
import { mul } from "../elementwise/mul";
import { sub } from "../elementwise/sub";
import { reduceSum } from "./reduce-sum";

/** exp(x) divided by its sum along one axis. */
export const softmax: Operator<{ axis: number }> = {
  name: "Softmax",
  attributes: { axis: "int" },
  inferShapes(inputs, { axis }) {
    const [input] = takeInputs("Softmax", inputs, 1);
    resolveAxis("Softmax", input, axis);
    return [{ elementType: "float32", shape: input.shape }];
  },
  gradient(g, { outputs, attributes: { axis }, gradient }) {
    const y = outputs[0]!;
    const weighted = g.apply(reduceSum, [g.apply(mul, [gradient, y], {})], { axes: [axis], keepdims: 1 });
    return [g.apply(mul, [y, g.apply(sub, [gradient, weighted], {})], {})];
  },
};

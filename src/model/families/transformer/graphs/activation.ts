import type { GraphBuilder } from "../../../../graph/build-graph";
import { add } from "../../../../graph/operators/elementwise/add";
import { div } from "../../../../graph/operators/elementwise/div";
import { erf } from "../../../../graph/operators/elementwise/erf";
import { mul } from "../../../../graph/operators/elementwise/mul";
import { relu } from "../../../../graph/operators/elementwise/relu";
import { sigmoid } from "../../../../graph/operators/elementwise/sigmoid";
import { tanh } from "../../../../graph/operators/elementwise/tanh";
import type { ValueSpec } from "../../../../graph/tensor-type";

/** The three forms of GELU differ by up to 0.02: the wrong one runs, and is wrong. */
export const ACTIVATIONS = ["quick_gelu", "gelu", "gelu_tanh", "relu"] as const;
export type Activation = (typeof ACTIVATIONS)[number];

/** An activation, element by element, in the form that ONNX Runtime recognizes and computes at once. */
export function activate(g: GraphBuilder, activation: Activation, x: ValueSpec): ValueSpec {
  const scalar = (value: number) => g.constant([value], []);
  const times = (a: ValueSpec, b: ValueSpec) => g.apply(mul, [a, b], {});
  const plusOne = (value: ValueSpec) => g.apply(add, [value, scalar(1)], {});
  switch (activation) {
    case "quick_gelu": // x · sigmoid(1.702 x)
      return times(x, g.apply(sigmoid, [times(x, scalar(1.702))], {}));
    case "gelu": // x/2 · (1 + erf(x/√2))
      return times(
        times(x, plusOne(g.apply(erf, [g.apply(div, [x, scalar(Math.SQRT2)], {})], {}))),
        scalar(0.5),
      );
    case "gelu_tanh": {
      // x/2 · (1 + tanh(√(2/π) (x + 0.044715 x³)))
      const cubed = times(times(x, x), times(x, scalar(0.044715)));
      const inner = times(g.apply(add, [x, cubed], {}), scalar(Math.sqrt(2 / Math.PI)));
      return times(times(x, scalar(0.5)), plusOne(g.apply(tanh, [inner], {})));
    }
    case "relu":
      return g.apply(relu, [x], {});
  }
}

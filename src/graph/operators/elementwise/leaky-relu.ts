import type { Operator } from "../../operator";
import { shapeError, takeInputs } from "../../operator";
import { max } from "./max";
import { mul } from "./mul";
import { sign } from "./sign";

/** x where positive, else alpha * x. At 0 the gradient is alpha's, as in PyTorch. */
export const leakyRelu: Operator<{ alpha: number }> = {
  name: "LeakyRelu",
  attributes: { alpha: "float" },
  inferShapes(inputs) {
    const [input] = takeInputs("LeakyRelu", inputs, 1);
    return [{ elementType: "float32", shape: input.shape }];
  },
  gradient(g, { inputs, attributes: { alpha }, gradient }) {
    if (alpha < 0 || alpha > 1)
      throw shapeError("LeakyRelu", inputs, `its gradient is known for alphas from 0 to 1, not for ${alpha}`);
    const slope = g.apply(max, [g.apply(sign, [inputs[0]!], {}), g.constant([alpha], [])], {});
    return [g.apply(mul, [gradient, slope], {})];
  },
};

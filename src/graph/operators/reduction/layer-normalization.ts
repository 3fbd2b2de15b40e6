import { sameShape } from "../../../tensor/shape";
import type { Operator } from "../../operator";
import { shapeError, takeInputs } from "../../operator";

/** Each row along the last axis with mean 0 and variance 1, epsilon added to that, times a scale, plus a bias. */
export const layerNormalization: Operator<{ epsilon: number }> = {
  name: "LayerNormalization",
  attributes: { epsilon: "float" },
  inferShapes(inputs) {
    const [input, scale, bias] = takeInputs("LayerNormalization", inputs, 3);
    const row = input.shape.slice(-1);
    if (row.length === 0 || !sameShape(scale.shape, row) || !sameShape(bias.shape, row))
      throw shapeError(
        "LayerNormalization",
        inputs,
        "scale and bias must have a value for each of the last axis",
      );
    return [{ elementType: "float32", shape: input.shape }];
  },
};

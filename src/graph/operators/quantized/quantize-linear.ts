import type { Operator } from "../../operator";
import { shapeError, takeInputs } from "../../operator";

/**
 * Float32 to 8 bits: round(x / scale) + zero point, halves to even, clamped to the range of the zero point's
 * type. One scale and one zero point for all values.
 */
export const quantizeLinear: Operator<Record<never, never>> = {
  name: "QuantizeLinear",
  attributes: {},
  inferShapes(inputs) {
    const [input, scale, zeroPoint] = takeInputs("QuantizeLinear", inputs, 3);
    if (scale.shape.length !== 0 || zeroPoint.shape.length !== 0)
      throw shapeError("QuantizeLinear", inputs, "scale and zero point must be single numbers");
    return [{ elementType: zeroPoint.elementType, shape: input.shape }];
  },
};

import type { Operator } from "../../operator";
import { shapeError, takeInputs } from "../../operator";

/** 8 bits to float32: (x - zero point) * scale. One scale and one zero point for all values. */
export const dequantizeLinear: Operator<Record<never, never>> = {
  name: "DequantizeLinear",
  attributes: {},
  inferShapes(inputs) {
    const [input, scale, zeroPoint] = takeInputs("DequantizeLinear", inputs, 3);
    if (scale.shape.length !== 0 || zeroPoint.shape.length !== 0)
      throw shapeError("DequantizeLinear", inputs, "scale and zero point must be single numbers");
    if (input.elementType !== zeroPoint.elementType)
      throw shapeError(
        "DequantizeLinear",
        inputs,
        `values of ${input.elementType} have no zero point of ${zeroPoint.elementType}`,
      );
    return [{ elementType: "float32", shape: input.shape }];
  },
};

import { sameShape } from "../../../tensor/shape";
import type { Operator } from "../../operator";
import { shapeError, takeInputs } from "../../operator";

/**
 * (x - mean) / sqrt(variance + epsilon) * scale + bias per channel (axis 1), by the running statistics.
 * Inputs in ONNX's order: x, scale, bias, mean, variance.
 */
export const batchNormalization: Operator<{ epsilon: number }> = {
  name: "BatchNormalization",
  attributes: { epsilon: "float" },
  inferShapes(inputs) {
    const [input, ...statistics] = takeInputs("BatchNormalization", inputs, 5);
    const channels = input.shape[1];
    if (channels === undefined || statistics.some((statistic) => !sameShape(statistic.shape, [channels])))
      throw shapeError("BatchNormalization", inputs, `each statistic must have ${channels} channels`);
    return [{ elementType: "float32", shape: input.shape }];
  },
};

import { sameShape } from "../../tensor/shape";
import type { Operator } from "../operator";
import { shapeError, takeInputs } from "../operator";
import { slidingLength } from "./sliding-length";

/** 2-D convolution (cross-correlation) with bias: [N, I, H, W], [O, I, kh, kw], [O] -> [N, O, H', W']. */
export const conv: Operator<{
  kernel_shape: readonly [number, number];
  /** Zeros added at the top, left, bottom and right. */
  pads: readonly [number, number, number, number];
}> = {
  name: "Conv",
  attributes: { kernel_shape: "ints", pads: "ints" },
  inferShapes(inputs, { kernel_shape, pads }) {
    const [input, weight, bias] = takeInputs("Conv", inputs, 3);
    const [batch, channels, height, width] = input.shape;
    const [outer, channelsWeight, ...kernel] = weight.shape;
    if (batch === undefined || outer === undefined || input.shape.length !== 4 || weight.shape.length !== 4)
      throw shapeError("Conv", inputs, "image and weight must have four axes");
    if (channels !== channelsWeight)
      throw shapeError("Conv", inputs, `${channels} channels do not meet weights for ${channelsWeight}`);
    if (!sameShape(kernel, kernel_shape))
      throw shapeError("Conv", inputs, `the weight is no ${kernel_shape.join("x")} kernel`);
    if (!sameShape(bias.shape, [outer]))
      throw shapeError("Conv", inputs, `the bias must have one value for each of ${outer} channels`);
    const rows = slidingLength("Conv", inputs, height, kernel_shape[0], pads[0] + pads[2], 1);
    const columns = slidingLength("Conv", inputs, width, kernel_shape[1], pads[1] + pads[3], 1);
    return [{ elementType: "float32", shape: [batch, outer, rows, columns] }];
  },
};

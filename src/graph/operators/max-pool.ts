import type { Operator } from "../operator";
import { shapeError, takeInputs } from "../operator";
import { slidingLength } from "./sliding-length";

/** The largest value of each window, per channel; a window that would hang over the edge is left out. */
export const maxPool: Operator<{
  kernel_shape: readonly [number, number];
  strides: readonly [number, number];
}> = {
  name: "MaxPool",
  attributes: { kernel_shape: "ints", strides: "ints" },
  inferShapes(inputs, { kernel_shape, strides }) {
    const [input] = takeInputs("MaxPool", inputs, 1);
    const [batch, channels, height, width] = input.shape;
    if (batch === undefined || channels === undefined || input.shape.length !== 4)
      throw shapeError("MaxPool", inputs, "it must have four axes");
    const rows = slidingLength("MaxPool", inputs, height, kernel_shape[0], 0, strides[0]);
    const columns = slidingLength("MaxPool", inputs, width, kernel_shape[1], 0, strides[1]);
    return [{ elementType: input.elementType, shape: [batch, channels, rows, columns] }];
  },
};

import { sameShape } from "../../../tensor/shape";
import type { Operator } from "../../operator";
import { shapeError, takeInputs } from "../../operator";
import { conv } from "../products/conv";

/**
 * Conv on 8-bit values: image, its scale and zero point; weight, its scales and zero points (one for each of
 * O channels); the result's scale and zero point; bias as int32 in units of image scale x weight scale.
 * Results beyond the range of 8 bits are clamped to it, so a zero point of 0 is a ReLU as well.
 */
export const qLinearConv: Operator<{
  kernel_shape: readonly [number, number];
  /** Zero points added at the top, left, bottom and right. */
  pads: readonly [number, number, number, number];
}> = {
  name: "QLinearConv",
  attributes: { kernel_shape: "ints", pads: "ints" },
  inferShapes(inputs, attributes) {
    const taken = takeInputs("QLinearConv", inputs, 9);
    const [image, scale, zero, weight, weightScale, weightZero, outScale, outZero, bias] = taken;
    if ([scale, zero, outScale, outZero].some(({ shape }) => shape.length !== 0))
      throw shapeError("QLinearConv", inputs, "the scales and zero points of images must be single numbers");
    const channels = weight.shape.slice(0, 1);
    if (!sameShape(weightScale.shape, channels) || !sameShape(weightZero.shape, channels))
      throw shapeError("QLinearConv", inputs, "each output channel must have a weight scale and zero point");
    if (image.elementType !== zero.elementType || weight.elementType !== weightZero.elementType)
      throw shapeError("QLinearConv", inputs, "a zero point must have the type of its values");
    if (bias.elementType !== "int32") throw shapeError("QLinearConv", inputs, "the bias must be int32");
    return conv
      .inferShapes([image, weight, bias], attributes)
      .map(({ shape }) => ({ elementType: outZero.elementType, shape }));
  },
};

import { formatShape, sameShape } from "../../../tensor/shape";
import type { Operator } from "../../operator";
import { shapeError, takeInputs } from "../../operator";
import { broadcast } from "../elementwise/broadcast";

/** A tensor repeated along its axes of length 1, and along new ones in front, to fill a shape. */
export const expand: Operator<{ shape: readonly number[] }> = {
  name: "Expand",
  attributes: { shape: "tensor" },
  inferShapes(inputs, { shape }) {
    const [input] = takeInputs("Expand", inputs, 1);
    const { elementType } = input;
    if (!sameShape(broadcast("Expand", [input, { elementType, shape }]), shape))
      throw shapeError("Expand", inputs, `it does not stretch to ${formatShape(shape)}`);
    return [{ elementType, shape }];
  },
};

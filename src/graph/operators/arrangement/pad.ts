import type { Operator } from "../../operator";
import { shapeError, takeInputs } from "../../operator";

/** Zeros added before and after the cells of each axis: first all counts before, then all after. */
export const pad: Operator<{ pads: readonly number[] }> = {
  name: "Pad",
  attributes: { pads: "tensor" },
  inferShapes(inputs, { pads }) {
    const [input] = takeInputs("Pad", inputs, 1);
    const rank = input.shape.length;
    if (pads.length !== 2 * rank || pads.some((count) => !Number.isInteger(count) || count < 0))
      throw shapeError("Pad", inputs, `[${pads.join(", ")}] must be a count before and after each axis`);
    const shape = input.shape.map((length, axis) => {
      const added = pads[axis]! + pads[axis + rank]!;
      if (typeof length === "string" && added > 0)
        throw shapeError("Pad", inputs, `axis ${axis} must have a known length to grow`);
      return typeof length === "number" ? length + added : length;
    });
    return [{ elementType: input.elementType, shape }];
  },
};

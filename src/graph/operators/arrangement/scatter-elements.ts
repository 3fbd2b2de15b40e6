import { sameShape } from "../../../tensor/shape";
import type { Operator } from "../../operator";
import { resolveAxis, shapeError, takeInputs } from "../../operator";

/**
 * A tensor with some elements replaced, or with something added to them: each update goes to its own place,
 * except that the position along `axis` is read from the second input (int64). With "none" no place may occur
 * twice.
 */
export const scatterElements: Operator<{ axis: number; reduction: "none" | "add" }> = {
  name: "ScatterElements",
  attributes: { axis: "int", reduction: "string" },
  inferShapes(inputs, attributes) {
    const [data, positions, updates] = takeInputs("ScatterElements", inputs, 3);
    resolveAxis("ScatterElements", data, attributes.axis);
    if (positions.elementType !== "int64")
      throw shapeError(
        "ScatterElements",
        inputs,
        `its positions must be int64, not ${positions.elementType}`,
      );
    if (!sameShape(positions.shape, updates.shape) || data.shape.length !== updates.shape.length)
      throw shapeError("ScatterElements", inputs, "each update must have one position, and the data's axes");
    return [{ elementType: data.elementType, shape: data.shape }];
  },
};

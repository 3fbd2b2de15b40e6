import type { Operator } from "../../operator";
import { resolveAxis, shapeError, takeInputs } from "../../operator";

/**
 * The cells of the first input at the positions (int64, of any shape) of the second: along `axis` the result has the
 * positions' axes. A negative position counts from the end.
 */
export const gather: Operator<{ axis: number }> = {
  name: "Gather",
  attributes: { axis: "int" },
  inferShapes(inputs, attributes) {
    const [data, positions] = takeInputs("Gather", inputs, 2);
    const axis = resolveAxis("Gather", data, attributes.axis);
    if (positions.elementType !== "int64")
      throw shapeError("Gather", inputs, `its positions must be int64, not ${positions.elementType}`);
    const shape = [...data.shape.slice(0, axis), ...positions.shape, ...data.shape.slice(axis + 1)];
    return [{ elementType: data.elementType, shape }];
  },
};

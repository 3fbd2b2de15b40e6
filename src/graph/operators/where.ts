import type { Operator } from "../operator";
import { shapeError, takeInputs } from "../operator";
import { broadcast } from "./broadcast";

/** Element by element, the second input where the first (bool) holds, else the third. */
export const where: Operator<Record<never, never>> = {
  name: "Where",
  attributes: {},
  inferShapes(inputs) {
    const [condition] = takeInputs("Where", inputs, 3);
    if (condition.elementType !== "bool")
      throw shapeError("Where", inputs, `its condition must be bool, not ${condition.elementType}`);
    return [{ elementType: "float32", shape: broadcast("Where", inputs) }];
  },
};

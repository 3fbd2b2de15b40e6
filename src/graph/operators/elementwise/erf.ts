import type { Operator } from "../../operator";
import { takeInputs } from "../../operator";

/** The error function, 2 / √π times the integral of exp(-t²) from 0 to x, element by element. */
export const erf: Operator<Record<never, never>> = {
  name: "Erf",
  attributes: {},
  inferShapes(inputs) {
    const [input] = takeInputs("Erf", inputs, 1);
    return [{ elementType: "float32", shape: input.shape }];
  },
};

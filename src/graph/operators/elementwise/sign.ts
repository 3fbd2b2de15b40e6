import type { Operator } from "../../operator";
import { takeInputs } from "../../operator";

/** 1, 0 or -1, element by element: flat, so nothing passes back through it. */
export const sign: Operator<Record<never, never>> = {
  name: "Sign",
  attributes: {},
  inferShapes(inputs) {
    const [input] = takeInputs("Sign", inputs, 1);
    return [{ elementType: "float32", shape: input.shape }];
  },
  gradient: () => [null],
};

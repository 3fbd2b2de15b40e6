import type { Operator } from "../../operator";
import { takeInputs } from "../../operator";
import { broadcast } from "./broadcast";

/** Where two tensors hold exactly the same number. */
export const equal: Operator<Record<never, never>> = {
  name: "Equal",
  attributes: {},
  inferShapes(inputs) {
    takeInputs("Equal", inputs, 2);
    return [{ elementType: "bool", shape: broadcast("Equal", inputs) }];
  },
  gradient: () => [null, null],
};

import type { Operator } from "../operator";
import { shapeError, takeInputs } from "../operator";
import type { Dimension } from "../tensor-type";
import { broadcast } from "./broadcast";

/** Matrix products over the last two axes, the axes before them broadcast: [.., I, K] x [.., K, J]. */
export const matMul: Operator<Record<never, never>> = {
  name: "MatMul",
  attributes: {},
  inferShapes(inputs) {
    const [left, right] = takeInputs("MatMul", inputs, 2);
    if (left.shape.length < 2 || right.shape.length < 2)
      throw shapeError("MatMul", inputs, "both need at least two axes");
    const [rows, inner] = left.shape.slice(-2) as [Dimension, Dimension];
    const [innerRight, columns] = right.shape.slice(-2) as [Dimension, Dimension];
    if (inner !== innerRight)
      throw shapeError("MatMul", inputs, `${inner} columns do not meet ${innerRight} rows`);
    const stacks = [left, right].map((input) => ({ ...input, shape: input.shape.slice(0, -2) }));
    return [{ elementType: "float32", shape: [...broadcast("MatMul", stacks), rows, columns] }];
  },
};

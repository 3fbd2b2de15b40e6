import type { Operator } from "../../operator";
import { knownShape, shapeError, takeInputs } from "../../operator";
import type { Dimension, ValueSpec } from "../../tensor-type";
import { reshape } from "../arrangement/reshape";
import { transposeLast } from "../arrangement/transpose-last";
import { broadcast } from "../elementwise/broadcast";
import { sumToShape } from "../elementwise/sum-to-shape";

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
      throw shapeError("MatMul", inputs, `${inner} columns do not match ${innerRight} rows`);
    const stacks = [left, right].map((input) => ({ ...input, shape: input.shape.slice(0, -2) }));
    return [{ elementType: "float32", shape: [...broadcast("MatMul", stacks), rows, columns] }];
  },
  gradient(g, { inputs, gradient }) {
    const [left, right] = [inputs[0]!, inputs[1]!];
    const toLeft = sumToShape(g, g.apply(matMul, [gradient, transposeLast(g, right)], {}), left);
    if (right.shape.length === 2 && left.shape.length > 2) {
      // One product over all rows, rather than one for each stack whose results are then summed.
      const rows = (value: ValueSpec) => {
        const columns = knownShape("MatMul", value).at(-1) as number;
        return g.apply(reshape, [value], { shape: [-1, columns] });
      };
      return [toLeft, g.apply(matMul, [transposeLast(g, rows(left)), rows(gradient)], {})];
    }
    return [toLeft, sumToShape(g, g.apply(matMul, [transposeLast(g, left), gradient], {}), right)];
  },
};

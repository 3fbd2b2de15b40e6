import { sameShape } from "../../../tensor/shape";
import type { Operator } from "../../operator";
import { shapeError, takeInputs } from "../../operator";
import { transposeLast } from "../arrangement/transpose-last";
import { sumToShape } from "../elementwise/sum-to-shape";
import { matMul } from "./mat-mul";

/** A x Bᵀ + c with weights as PyTorch keeps them: A [N, I], B [O, I], c [O] -> [N, O]. */
export const gemm: Operator<{ transB: 1 }> = {
  name: "Gemm",
  attributes: { transB: "int" },
  inferShapes(inputs) {
    const [input, weight, bias] = takeInputs("Gemm", inputs, 3);
    const [rows, inner] = input.shape;
    const [outer, innerWeight] = weight.shape;
    if (rows === undefined || outer === undefined || input.shape.length !== 2 || weight.shape.length !== 2)
      throw shapeError("Gemm", inputs, "the first two must be matrices");
    if (inner !== innerWeight)
      throw shapeError(
        "Gemm",
        inputs,
        `rows of length ${inner} do not match weights of length ${innerWeight}`,
      );
    if (!sameShape(bias.shape, [outer]))
      throw shapeError("Gemm", inputs, `the bias must have one value for each of ${outer} outputs`);
    return [{ elementType: "float32", shape: [rows, outer] }];
  },
  gradient(g, { inputs, gradient }) {
    const [input, weight, bias] = [inputs[0]!, inputs[1]!, inputs[2]!];
    return [
      g.apply(matMul, [gradient, weight], {}),
      g.apply(matMul, [transposeLast(g, gradient), input], {}),
      sumToShape(g, gradient, bias),
    ];
  },
};

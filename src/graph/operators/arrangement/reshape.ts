import type { Operator } from "../../operator";
import { knownShape, shapeError, takeInputs } from "../../operator";
import type { Dimension, TensorType } from "../../tensor-type";

/**
 * The same elements in row-major order under another shape. 0 keeps the input's dimension at that
 * position (the way to keep a symbolic one); one entry may be -1, for what is left.
 */
export const reshape: Operator<{ shape: readonly number[] }> = {
  name: "Reshape",
  attributes: { shape: "tensor" },
  inferShapes(inputs, { shape }) {
    const [input] = takeInputs("Reshape", inputs, 1);
    const wanted = shape.map((entry, axis) => keptDimension(input, entry, axis));
    const symbols = input.shape.filter((dimension) => typeof dimension === "string");
    for (const dimension of wanted) {
      if (typeof dimension === "string") symbols.splice(symbols.indexOf(dimension), 1);
    }
    const left = knownProduct(input.shape) / knownProduct(wanted.filter((dimension) => dimension !== -1));
    const fits = wanted.includes(-1)
      ? wanted.indexOf(-1) === wanted.lastIndexOf(-1) && Number.isInteger(left)
      : left === 1;
    if (symbols.length > 0 || !fits)
      throw shapeError("Reshape", inputs, `its elements do not fill [${shape.join(", ")}]`);
    return [
      {
        elementType: input.elementType,
        shape: wanted.map((dimension) => (dimension === -1 ? left : dimension)),
      },
    ];
  },
  gradient(g, { inputs, gradient }) {
    return [g.apply(reshape, [gradient], { shape: knownShape("Reshape", inputs[0]!) })];
  },
};

function keptDimension(input: TensorType, entry: number, axis: number): Dimension {
  if (entry !== 0) return entry;
  const kept = input.shape[axis];
  if (kept === undefined)
    throw shapeError("Reshape", [input], `0 asks to keep axis ${axis}, which is not there`);
  return kept;
}

function knownProduct(shape: readonly Dimension[]): number {
  return shape.reduce<number>(
    (product, dimension) => (typeof dimension === "number" ? product * dimension : product),
    1,
  );
}

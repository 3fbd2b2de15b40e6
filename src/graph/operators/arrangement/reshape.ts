import type { Operator } from "../../operator";
import { knownShape, shapeError, takeInputs } from "../../operator";
import type { Dimension, TensorType } from "../../tensor-type";

/**
 * The same elements in row-major order under another shape. 0 keeps the input's dimension at that
 * position (the way to keep a symbolic one); one entry may be -1, for what is left: of [N, 4, 6], [-1, 6] is
 * [4*N, 6], and of that, [-1, 4, 6] is [N, 4, 6] again.
 */
export const reshape: Operator<{ shape: readonly number[] }> = {
  name: "Reshape",
  attributes: { shape: "tensor" },
  inferShapes(inputs, { shape }) {
    const [input] = takeInputs("Reshape", inputs, 1);
    const wanted = shape.map((entry, axis) => keptDimension(input, entry, axis));
    const all = sizeOf(input.shape);
    const given = sizeOf(wanted.filter((dimension) => dimension !== -1));
    const symbols = [...all.symbols];
    for (const symbol of given.symbols) symbols.splice(symbols.indexOf(symbol), 1);
    const left = all.count / given.count;
    const fits = wanted.includes(-1)
      ? wanted.indexOf(-1) === wanted.lastIndexOf(-1) && Number.isInteger(left) && symbols.length <= 1
      : left === 1 && symbols.length === 0;
    if (!fits) throw shapeError("Reshape", inputs, `its elements do not fill [${shape.join(", ")}]`);
    const rest = dimensionOf(left, symbols[0]);
    return [
      {
        elementType: input.elementType,
        shape: wanted.map((dimension) => (dimension === -1 ? rest : dimension)),
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

/** How many elements there are, as a number times symbols; a dimension may be both, as in "4*N". */
function sizeOf(shape: readonly Dimension[]): { count: number; symbols: string[] } {
  let count = 1;
  const symbols: string[] = [];
  for (const dimension of shape) {
    if (typeof dimension === "number") {
      count *= dimension;
      continue;
    }
    const [, times = 1, symbol] = /^(?:(\d+)\*)?(.+)$/.exec(dimension)!;
    count *= Number(times);
    symbols.push(symbol!);
  }
  return { count, symbols };
}

function dimensionOf(count: number, symbol: string | undefined): Dimension {
  if (symbol === undefined) return count;
  return count === 1 ? symbol : `${count}*${symbol}`;
}

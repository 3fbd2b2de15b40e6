import type { Attributes } from "../../../src/graph/operator";
import { elementCount } from "../../../src/tensor/shape";
import type { Tensor64 } from "./interpreter";
import { broadcastShape, offsets, stretchedStrides } from "./interpreter-layout";

// Nearly all the interpreter's time goes into these loops, so nothing is looked up inside them: in a test's
// context even `Math` is slow to find.

export function matMul([a, b]: readonly Tensor64[]): Tensor64[] {
  const [rows, inner] = a!.shape.slice(-2) as [number, number];
  const columns = b!.shape.at(-1)!;
  const [lefts, rights] = [a!.shape.slice(0, -2), b!.shape.slice(0, -2)];
  const stack = broadcastShape([lefts, rights]);
  const result = new Float64Array(elementCount([...stack, rows, columns]));
  const rightStacks = offsets(stack, stretchedStrides(rights, stack));
  offsets(stack, stretchedStrides(lefts, stack)).forEach((leftStack, position) => {
    const left = a!.data.subarray(leftStack * rows * inner, (leftStack + 1) * rows * inner);
    const right = b!.data.subarray(rightStacks[position]! * inner * columns);
    multiply(left, right, rows, inner, columns, result.subarray(position * rows * columns));
  });
  return [{ shape: [...stack, rows, columns], data: result }];
}

function multiply(
  left: Float64Array,
  right: Float64Array,
  rows: number,
  inner: number,
  columns: number,
  result: Float64Array,
): void {
  const whole = inner - (inner % 4);
  for (let row = 0; row < rows; row++) {
    const at = row * columns;
    for (let k = 0; k < whole; k += 4)
      addFourScaled(result, at, right, k * columns, columns, left, row * inner + k);
    for (let k = whole; k < inner; k++)
      addScaled(result, at, right, k * columns, columns, left[row * inner + k]!);
  }
}

/** Four of the below in one walk over the result, which is most of what they cost. */
function addFourScaled(
  result: Float64Array,
  at: number,
  source: Float64Array,
  from: number,
  count: number,
  factors: Float64Array,
  first: number,
): void {
  const [a, b, c, d] = [factors[first]!, factors[first + 1]!, factors[first + 2]!, factors[first + 3]!];
  if (a === 0 && b === 0 && c === 0 && d === 0) return;
  for (let i = 0; i < count; i++) {
    const place = from + i;
    result[at + i] =
      result[at + i]! +
      a * source[place]! +
      b * source[place + count]! +
      c * source[place + 2 * count]! +
      d * source[place + 3 * count]!;
  }
}

/** result[at + i] += factor * source[from + i] */
function addScaled(
  result: Float64Array,
  at: number,
  source: Float64Array,
  from: number,
  count: number,
  factor: number,
): void {
  for (let i = 0; i < count; i++) result[at + i] = result[at + i]! + factor * source[from + i]!;
}

export function gemm([a, b, bias]: readonly Tensor64[]): Tensor64[] {
  const [rows, inner] = a!.shape as [number, number];
  const outer = b!.shape[0]!;
  const transposed = new Float64Array(b!.data.length);
  for (let column = 0; column < outer; column++)
    for (let k = 0; k < inner; k++) transposed[k * outer + column] = b!.data[column * inner + k]!;
  const data = new Float64Array(rows * outer);
  for (let row = 0; row < rows; row++) data.set(bias!.data, row * outer);
  multiply(a!.data, transposed, rows, inner, outer, data);
  return [{ shape: [rows, outer], data }];
}

export function conv([x, weight, bias]: readonly Tensor64[], attributes: Attributes): Tensor64[] {
  const [batch, channels, height, width] = x!.shape as [number, number, number, number];
  const [outer, , kernelHeight, kernelWidth] = weight!.shape as [number, number, number, number];
  const [top, left, bottom, right] = attributes.pads as [number, number, number, number];
  const rows = height + top + bottom - kernelHeight + 1;
  const columns = width + left + right - kernelWidth + 1;
  const inner = channels * kernelHeight * kernelWidth;
  const data = new Float64Array(batch * outer * rows * columns);
  for (let n = 0; n < batch; n++) {
    // What each weight meets, moved into its place: a convolution is a product of matrices then.
    const met = new Float64Array(inner * rows * columns);
    for (let k = 0; k < inner; k++) {
      const [j, i] = [k % kernelWidth, Math.floor(k / kernelWidth) % kernelHeight];
      const c = Math.floor(k / (kernelWidth * kernelHeight));
      const [first, last] = [Math.max(0, left - j), Math.min(columns, width + left - j)];
      for (let row = 0; row < rows; row++) {
        const y = row + i - top;
        if (y < 0 || y >= height) continue;
        const source = ((n * channels + c) * height + y) * width + first + j - left;
        met.set(x!.data.subarray(source, source + last - first), (k * rows + row) * columns + first);
      }
    }
    const maps = data.subarray(n * outer * rows * columns, (n + 1) * outer * rows * columns);
    for (let o = 0; o < outer; o++) maps.fill(bias!.data[o]!, o * rows * columns, (o + 1) * rows * columns);
    multiply(weight!.data, met, outer, inner, rows * columns, maps);
  }
  return [{ shape: [batch, outer, rows, columns], data }];
}

import type { Attributes } from "../../src/graph/operator";
import { elementCount } from "../../src/tensor/shape";
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
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < inner; k++) {
      const factor = left[row * inner + k]!;
      if (factor !== 0) addScaled(result, row * columns, right, k * columns, columns, factor);
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
  const data = new Float64Array(batch * outer * rows * columns);
  for (let n = 0; n < batch; n++)
    for (let o = 0; o < outer; o++) {
      const map = (n * outer + o) * rows * columns;
      data.fill(bias!.data[o]!, map, map + rows * columns);
      for (let c = 0; c < channels; c++)
        for (let i = 0; i < kernelHeight; i++)
          for (let j = 0; j < kernelWidth; j++) {
            const factor = weight!.data[((o * channels + c) * kernelHeight + i) * kernelWidth + j]!;
            const [first, last] = [Math.max(0, left - j), Math.min(columns, width + left - j)];
            for (let row = 0; row < rows; row++) {
              const y = row + i - top;
              if (y < 0 || y >= height) continue;
              const source = ((n * channels + c) * height + y) * width + first + j - left;
              addScaled(data, map + row * columns + first, x!.data, source, last - first, factor);
            }
          }
    }
  return [{ shape: [batch, outer, rows, columns], data }];
}

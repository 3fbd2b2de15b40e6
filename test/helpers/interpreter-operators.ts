import type { Attributes } from "../../src/graph/operator";
import { elementCount } from "../../src/tensor/shape";
import type { Tensor64 } from "./interpreter";

type Evaluate = (inputs: readonly Tensor64[], attributes: Attributes) => Tensor64[];

/** What each operator means, from ONNX's operator definitions. */
const operators: Readonly<Record<string, Evaluate>> = {
  Add: elementwise((a, b) => a + b),
  Mul: elementwise((a, b) => a * b),
  Div: elementwise((a, b) => a / b),
  Max: elementwise((a, b) => Math.max(a, b)),
  Equal: elementwise((a, b) => (a === b ? 1 : 0)),
  Where: elementwise((condition, yes, no) => (condition ? yes : no)),
  Relu: elementwise((x) => Math.max(x, 0)),
  Sigmoid: elementwise((x) => 1 / (1 + Math.exp(-x))),
  LeakyRelu: ([x], { alpha }) => elementwise((v) => (v < 0 ? Number(alpha) * v : v))([x!], {}),
  Reshape: ([x], { shape }) => {
    const kept = (shape as number[]).map((entry, axis) => (entry === 0 ? x!.shape[axis]! : entry));
    const left = x!.data.length / elementCount(kept.filter((entry) => entry !== -1));
    return [{ shape: kept.map((entry) => (entry === -1 ? left : entry)), data: x!.data }];
  },
  Transpose: ([x], { perm }) => {
    const axes = perm as number[];
    const shape = axes.map((axis) => x!.shape[axis]!);
    return [fill(shape, (place) => x!.data[offset(x!.shape, reorder(place, axes))]!)];
  },
  Concat: (inputs, { axis }) => {
    const at = Number(axis);
    const lengths = inputs.map((input) => input.shape[at]!);
    const shape = inputs[0]!.shape.with(
      at,
      lengths.reduce((sum, length) => sum + length),
    );
    return [
      fill(shape, (place) => {
        let along = place[at]!;
        let source = 0;
        while (along >= lengths[source]!) along -= lengths[source++]!;
        const input = inputs[source]!;
        return input.data[offset(input.shape, place.with(at, along))]!;
      }),
    ];
  },
  MatMul: ([a, b]) => {
    const [rows, inner] = a!.shape.slice(-2) as [number, number];
    const columns = b!.shape.at(-1)!;
    const stack = broadcastShape([a!.shape.slice(0, -2), b!.shape.slice(0, -2)]);
    const result = new Float64Array(elementCount([...stack, rows, columns]));
    places(stack).forEach((place, position) => {
      const left = stretched(a!.shape.slice(0, -2), place) * rows * inner;
      const right = stretched(b!.shape.slice(0, -2), place) * inner * columns;
      for (let row = 0; row < rows; row++)
        for (let k = 0; k < inner; k++)
          for (let column = 0; column < columns; column++)
            result[(position * rows + row) * columns + column]! +=
              a!.data[left + row * inner + k]! * b!.data[right + k * columns + column]!;
    });
    return [{ shape: [...stack, rows, columns], data: result }];
  },
  Gemm: ([a, b, bias]) => {
    const [rows, inner] = a!.shape as [number, number];
    return [
      fill([rows, b!.shape[0]!], ([row, column]) => {
        let sum = bias!.data[column!]!;
        for (let k = 0; k < inner; k++) sum += a!.data[row! * inner + k]! * b!.data[column! * inner + k]!;
        return sum;
      }),
    ];
  },
  Conv: ([x, weight, bias], { pads }) => {
    const [batch, channels, height, width] = x!.shape as [number, number, number, number];
    const [outer, , kernelHeight, kernelWidth] = weight!.shape as [number, number, number, number];
    const [top, left, bottom, right] = pads as [number, number, number, number];
    const rows = height + top + bottom - kernelHeight + 1;
    const columns = width + left + right - kernelWidth + 1;
    return [
      fill([batch, outer, rows, columns], ([n, o, row, column]) => {
        let sum = bias!.data[o!]!;
        for (let c = 0; c < channels; c++)
          for (let i = 0; i < kernelHeight; i++)
            for (let j = 0; j < kernelWidth; j++) {
              const y = row! + i - top;
              const z = column! + j - left;
              if (y < 0 || y >= height || z < 0 || z >= width) continue;
              sum +=
                x!.data[((n! * channels + c) * height + y) * width + z]! *
                weight!.data[((o! * channels + c) * kernelHeight + i) * kernelWidth + j]!;
            }
        return sum;
      }),
    ];
  },
  MaxPool: ([x], { kernel_shape, strides }) => {
    const [batch, channels, height, width] = x!.shape as [number, number, number, number];
    const [kernelHeight, kernelWidth] = kernel_shape as [number, number];
    const [down, across] = strides as [number, number];
    const rows = Math.floor((height - kernelHeight) / down) + 1;
    const columns = Math.floor((width - kernelWidth) / across) + 1;
    return [
      fill([batch, channels, rows, columns], ([n, c, row, column]) => {
        const window = places([kernelHeight, kernelWidth]).map(
          ([i, j]) => x!.data[offset(x!.shape, [n!, c!, row! * down + i!, column! * across + j!])]!,
        );
        return Math.max(...window);
      }),
    ];
  },
  BatchNormalization: ([x, scale, bias, mean, variance], { epsilon }) => [
    fill(x!.shape, (place) => {
      const c = place[1]!;
      const deviation = Math.sqrt(variance!.data[c]! + Number(epsilon));
      return (
        ((x!.data[offset(x!.shape, place)]! - mean!.data[c]!) / deviation) * scale!.data[c]! + bias!.data[c]!
      );
    }),
  ],
  Softmax: ([x], { axis }) => [
    alongAxis(x!, Number(axis), (values) => {
      const largest = Math.max(...values);
      const powers = values.map((value) => Math.exp(value - largest));
      const sum = powers.reduce((total, power) => total + power, 0);
      return powers.map((power) => power / sum);
    }),
  ],
  ReduceMean: ([x], attributes) => [
    reduce(x!, attributes, (values) => values.reduce((sum, value) => sum + value, 0) / values.length),
  ],
  ReduceL2: ([x], attributes) => [reduce(x!, attributes, (values) => Math.hypot(...values))],
  TopK: ([x], { k, axis }) => {
    const count = (k as number[])[0]!;
    const order = (values: number[]) =>
      values.map((_, i) => i).sort((i, j) => values[j]! - values[i]! || i - j);
    const positions = (values: number[]) => order(values).slice(0, count);
    return [
      alongAxis(x!, Number(axis), (values) => positions(values).map((position) => values[position]!)),
      alongAxis(x!, Number(axis), positions),
    ];
  },
};

export function evaluate(operator: string, inputs: readonly Tensor64[], attributes: Attributes): Tensor64[] {
  const run = operators[operator];
  if (!run) throw new Error(`the interpreter does not know ${operator}`);
  return run(inputs, attributes);
}

function elementwise(combine: (...values: number[]) => number): Evaluate {
  return (inputs) => {
    const shape = broadcastShape(inputs.map((input) => input.shape));
    return [
      fill(shape, (place) => combine(...inputs.map((input) => input.data[stretched(input.shape, place)]!))),
    ];
  };
}

function reduce(x: Tensor64, attributes: Attributes, combine: (values: number[]) => number): Tensor64 {
  const axes = new Set(
    (attributes.axes as number[]).map((axis) => (axis < 0 ? axis + x.shape.length : axis)),
  );
  const kept = x.shape.map((length, axis) => (axes.has(axis) ? 1 : length));
  const groups = Array.from({ length: elementCount(kept) }, (): number[] => []);
  places(x.shape).forEach((place, position) => {
    groups[stretched(kept, place)]!.push(x.data[position]!);
  });
  const shape = attributes.keepdims ? kept : x.shape.filter((_, axis) => !axes.has(axis));
  return { shape, data: Float64Array.from(groups, combine) };
}

/** Maps each line of values along one axis to a line that may have another length. */
function alongAxis(x: Tensor64, axis: number, map: (values: number[]) => number[]): Tensor64 {
  const at = axis < 0 ? axis + x.shape.length : axis;
  const length = x.shape[at]!;
  const heads = places(x.shape.with(at, 1));
  const lines = heads.map((place) =>
    map(Array.from({ length }, (_, i) => x.data[offset(x.shape, place.with(at, i))]!)),
  );
  const shape = x.shape.with(at, lines[0]?.length ?? 0);
  const data = new Float64Array(elementCount(shape));
  heads.forEach((place, line) => {
    lines[line]!.forEach((value, i) => {
      data[offset(shape, place.with(at, i))] = value;
    });
  });
  return { shape, data };
}

function fill(shape: readonly number[], valueAt: (place: number[]) => number): Tensor64 {
  return { shape, data: Float64Array.from(places(shape), valueAt) };
}

/** Every position of a shape as coordinates, in row-major order. */
function places(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (prefixes, length) =>
      prefixes.flatMap((prefix) => Array.from({ length }, (_, index) => [...prefix, index])),
    [[]],
  );
}

function offset(shape: readonly number[], place: readonly number[]): number {
  return shape.reduce((sum, length, axis) => sum * length + place[axis]!, 0);
}

/** The offset in a tensor that is broadcast to a wider shape, of a place in that wider shape. */
function stretched(shape: readonly number[], place: readonly number[]): number {
  const shift = place.length - shape.length;
  return shape.reduce((sum, length, axis) => sum * length + (length === 1 ? 0 : place[axis + shift]!), 0);
}

function broadcastShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) =>
    Math.max(...shapes.map((shape) => shape[axis - rank + shape.length] ?? 1)),
  );
}

/** Coordinates in the input of a transpose, given those in its output. */
function reorder(place: readonly number[], perm: readonly number[]): number[] {
  const source: number[] = [];
  perm.forEach((axis, position) => {
    source[axis] = place[position]!;
  });
  return source;
}

import type { Attributes } from "../../../src/graph/operator";
import { elementCount } from "../../../src/tensor/shape";
import type { Tensor64 } from "./interpreter";
import {
  broadcastShape,
  fromFront,
  offsets,
  pick,
  put,
  stretchedStrides,
  stridesOf,
} from "./interpreter-layout";
import { conv, gemm, matMul } from "./interpreter-products";

type Evaluate = (inputs: readonly Tensor64[], attributes: Attributes) => Tensor64[];

/** What each operator means, from ONNX's operator definitions. */
const operators: Readonly<Record<string, Evaluate>> = {
  Add: elementwise((a, b) => a + b),
  Sub: elementwise((a, b) => a - b),
  Mul: elementwise((a, b) => a * b),
  Div: elementwise((a, b) => a / b),
  Max: elementwise((a, b) => Math.max(a, b)),
  Equal: elementwise((a, b) => (a === b ? 1 : 0)),
  Where: elementwise((condition, yes, no) => (condition ? yes : no)),
  Neg: elementwise((x) => -x),
  Sign: elementwise((x) => Math.sign(x)),
  Sqrt: elementwise((x) => Math.sqrt(x)),
  Relu: elementwise((x) => Math.max(x, 0)),
  Tanh: elementwise((x) => Math.tanh(x)),
  Erf: elementwise(erf),
  Sigmoid: elementwise((x) => 1 / (1 + Math.exp(-x))),
  Softplus: elementwise((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  LeakyRelu: ([x], { alpha }) => elementwise((v) => (v < 0 ? Number(alpha) * v : v))([x!], {}),
  Reshape: ([x], { shape }) => {
    const kept = (shape as number[]).map((entry, axis) => (entry === 0 ? x!.shape[axis]! : entry));
    const left = x!.data.length / elementCount(kept.filter((entry) => entry !== -1));
    return [{ shape: kept.map((entry) => (entry === -1 ? left : entry)), data: x!.data }];
  },
  Transpose: ([x], { perm }) => {
    const axes = perm as number[];
    const strides = stridesOf(x!.shape);
    const shape = axes.map((axis) => x!.shape[axis]!);
    const sources = offsets(
      shape,
      axes.map((axis) => strides[axis]!),
    );
    return [pick(shape, x!.data, sources)];
  },
  Expand: ([x], attributes) => {
    const shape = broadcastShape([x!.shape, attributes.shape as number[]]);
    return [pick(shape, x!.data, offsets(shape, stretchedStrides(x!.shape, shape)))];
  },
  Slice: ([x], { starts, ends, axes }) => {
    const strides = stridesOf(x!.shape);
    let shape = x!.shape;
    let base = 0;
    (axes as number[]).forEach((given, position) => {
      const axis = fromFront(given, shape.length);
      const start = (starts as number[])[position]!;
      shape = shape.with(axis, (ends as number[])[position]! - start);
      base += start * strides[axis]!;
    });
    return [pick(shape, x!.data, offsets(shape, strides, base))];
  },
  Pad: ([x], attributes) => {
    const pads = attributes.pads as number[];
    const rank = x!.shape.length;
    const shape = x!.shape.map((length, axis) => length + pads[axis]! + pads[axis + rank]!);
    const strides = stridesOf(shape);
    const base = strides.reduce((sum, stride, axis) => sum + stride * pads[axis]!, 0);
    const data = new Float64Array(elementCount(shape));
    put(data, offsets(x!.shape, strides, base), x!);
    return [{ shape, data }];
  },
  Concat: (inputs, attributes) => {
    const first = inputs[0]!.shape;
    const axis = fromFront(Number(attributes.axis), first.length);
    const total = inputs.reduce((sum, { shape }) => sum + shape[axis]!, 0);
    const shape = first.with(axis, total);
    const strides = stridesOf(shape);
    const data = new Float64Array(elementCount(shape));
    let start = 0;
    for (const input of inputs) {
      put(data, offsets(input.shape, strides, start * strides[axis]!), input);
      start += input.shape[axis]!;
    }
    return [{ shape, data }];
  },
  MatMul: matMul,
  Gemm: gemm,
  Conv: conv,
  MaxPool: ([x], { kernel_shape, strides }) => {
    const [batch, channels, height, width] = x!.shape as [number, number, number, number];
    const [kernelHeight, kernelWidth] = kernel_shape as [number, number];
    const [down, across] = strides as [number, number];
    const rows = Math.floor((height - kernelHeight) / down) + 1;
    const columns = Math.floor((width - kernelWidth) / across) + 1;
    const shape = [batch, channels, rows, columns];
    const corners = offsets(shape, [channels * height * width, height * width, down * width, across]);
    const window = offsets([kernelHeight, kernelWidth], [width, 1]);
    const positions = Float64Array.from(corners, (corner) =>
      window.reduce(
        (best, step) => (x!.data[corner + step]! > x!.data[best]! ? corner + step : best),
        corner,
      ),
    );
    return [pick(shape, x!.data, Int32Array.from(positions)), { shape, data: positions }];
  },
  BatchNormalization: ([x, scale, bias, mean, variance], { epsilon }) => {
    const wide = (statistic: Tensor64) => ({
      shape: [statistic.shape[0]!, ...x!.shape.slice(2).map(() => 1)],
      data: statistic.data,
    });
    return elementwise((v, s, b, m, d) => ((v - m) / Math.sqrt(d + Number(epsilon))) * s + b)(
      [x!, ...[scale, bias, mean, variance].map((statistic) => wide(statistic!))],
      {},
    );
  },
  Softmax: ([x], { axis }) => [
    alongAxis(x!, Number(axis), (values) => {
      const largest = Math.max(...values);
      const powers = values.map((value) => Math.exp(value - largest));
      const sum = powers.reduce((total, power) => total + power, 0);
      return powers.map((power) => power / sum);
    }),
  ],
  ReduceSum: ([x], attributes) => [sumOver(x!, attributes, (value) => value)],
  ReduceMean: ([x], attributes) => {
    const sums = sumOver(x!, attributes, (value) => value);
    const each = x!.data.length / sums.data.length;
    return [{ shape: sums.shape, data: sums.data.map((sum) => sum / each) }];
  },
  ReduceL2: ([x], attributes) => {
    const sums = sumOver(x!, attributes, (value) => value * value);
    return [{ shape: sums.shape, data: sums.data.map(Math.sqrt) }];
  },
  TopK: ([x], { k, axis }) => {
    const count = (k as number[])[0]!;
    const positions = alongAxis(x!, Number(axis), (values) => {
      const order = Array.from(values, (_, i) => i).sort((i, j) => values[j]! - values[i]! || i - j);
      return Float64Array.from(order.slice(0, count));
    });
    return [gather(x!, positions, Number(axis)), positions];
  },
  LayerNormalization: ([x, scale, bias], { epsilon }) => [
    alongAxis(x!, -1, (values) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      return values.map(
        (value, i) =>
          ((value - mean) / Math.sqrt(variance + Number(epsilon))) * scale!.data[i]! + bias!.data[i]!,
      );
    }),
  ],
  Gather: ([x, positions], attributes) => {
    const axis = fromFront(Number(attributes.axis), x!.shape.length);
    const after = elementCount(x!.shape.slice(axis + 1));
    const length = x!.shape[axis]!;
    const cells = Array.from(positions!.data, (position) => (position < 0 ? position + length : position));
    const before = Array.from({ length: elementCount(x!.shape.slice(0, axis)) }, (_, i) => i * length);
    const data = before.flatMap((start) =>
      cells.flatMap((cell) =>
        Array.from(x!.data.subarray((start + cell) * after, (start + cell + 1) * after)),
      ),
    );
    const shape = [...x!.shape.slice(0, axis), ...positions!.shape, ...x!.shape.slice(axis + 1)];
    return [{ shape, data: Float64Array.from(data) }];
  },
  GatherElements: ([x, positions], { axis }) => [gather(x!, positions!, Number(axis))],
  ScatterElements: ([x, positions, updates], { axis, reduction }) => {
    const data = Float64Array.from(x!.data);
    placesAlong(x!, positions!, Number(axis)).forEach((place, i) => {
      data[place] = (reduction === "add" ? data[place]! : 0) + updates!.data[i]!;
    });
    return [{ shape: x!.shape, data }];
  },
};

/** By the series erf(x) = 2/√π Σ (-1)ⁿ x^(2n+1) / (n! (2n+1)), which converges for every x of a test. */
function erf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 200; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

export function evaluate(operator: string, inputs: readonly Tensor64[], attributes: Attributes): Tensor64[] {
  const run = operators[operator];
  if (!run) throw new Error(`the interpreter does not know ${operator}`);
  return run(inputs, attributes);
}

function elementwise(combine: (...values: number[]) => number): Evaluate {
  return (inputs) => {
    const shape = broadcastShape(inputs.map((input) => input.shape));
    const aligned = inputs.map((input) =>
      input.data.length === elementCount(shape)
        ? input.data
        : pick(shape, input.data, offsets(shape, stretchedStrides(input.shape, shape))).data,
    );
    const data = new Float64Array(elementCount(shape));
    const [a, b, c, d, e] = aligned as [Float64Array, ...Float64Array[]];
    if (e) for (let i = 0; i < data.length; i++) data[i] = combine(a[i]!, b![i]!, c![i]!, d![i]!, e[i]!);
    else if (c) for (let i = 0; i < data.length; i++) data[i] = combine(a[i]!, b![i]!, c[i]!);
    else if (b) for (let i = 0; i < data.length; i++) data[i] = combine(a[i]!, b[i]!);
    else for (let i = 0; i < data.length; i++) data[i] = combine(a[i]!);
    return [{ shape, data }];
  };
}

function sumOver(x: Tensor64, { axes, keepdims }: Attributes, term: (value: number) => number): Tensor64 {
  const reduced = new Set((axes as number[]).map((axis) => fromFront(axis, x.shape.length)));
  const kept = x.shape.map((length, axis) => (reduced.has(axis) ? 1 : length));
  const data = new Float64Array(elementCount(kept));
  offsets(x.shape, stretchedStrides(kept, x.shape)).forEach((group, i) => {
    data[group]! += term(x.data[i]!);
  });
  return { shape: keepdims ? kept : x.shape.filter((_, axis) => !reduced.has(axis)), data };
}

/** Maps each line of values along one axis to a line that may have another length. */
function alongAxis(x: Tensor64, given: number, map: (values: Float64Array) => Float64Array): Tensor64 {
  const axis = fromFront(given, x.shape.length);
  const length = x.shape[axis]!;
  const strides = stridesOf(x.shape);
  const lines = Array.from(offsets(x.shape.with(axis, 1), strides), (start) =>
    map(Float64Array.from({ length }, (_, i) => x.data[start + i * strides[axis]!]!)),
  );
  const shape = x.shape.with(axis, lines[0]?.length ?? 0);
  const data = new Float64Array(elementCount(shape));
  const newStrides = stridesOf(shape);
  offsets(shape.with(axis, 1), newStrides).forEach((start, line) => {
    lines[line]!.forEach((value, i) => {
      data[start + i * newStrides[axis]!] = value;
    });
  });
  return { shape, data };
}

function gather(x: Tensor64, positions: Tensor64, axis: number): Tensor64 {
  return pick(positions.shape, x.data, placesAlong(x, positions, axis));
}

/** Where in `x` each of the positions points: its own place, but for `axis`. */
function placesAlong(x: Tensor64, positions: Tensor64, given: number): Int32Array {
  const axis = fromFront(given, x.shape.length);
  const strides = stridesOf(x.shape);
  return offsets(positions.shape, strides.with(axis, 0)).map(
    (place, i) => place + positions.data[i]! * strides[axis]!,
  );
}

import { buildGraph, type GraphBuilder } from "../../../src/graph/build-graph";
import { differentiate } from "../../../src/graph/differentiate";
import { mul } from "../../../src/graph/operators/elementwise/mul";
import { reduceSum } from "../../../src/graph/operators/reduction/reduce-sum";
import type { ValueSpec } from "../../../src/graph/tensor-type";
import { withoutUnusedNodes } from "../../../src/graph/without-unused-nodes";
import { largestDifference } from "../../../src/tensor/largest-difference";
import { interpret, type Tensor64, tensor64 } from "./interpreter";
import { randomTensor } from "./random-tensors";
import { runGraph, type Tensor32 } from "./run-graph";

const step = 1e-5;

/**
 * Differentiates a weighted sum of what `make` computes from inputs of these shapes, and expects every single
 * element of every gradient to be the slope that two evaluations in double precision show (and ONNX Runtime to
 * give the same in float32).
 */
export async function expectGradients(
  inputs: Readonly<Record<string, Tensor32>>,
  make: (g: GraphBuilder, values: Readonly<Record<string, ValueSpec>>) => ValueSpec,
): Promise<void> {
  const g = buildGraph("differentiated");
  const specs = Object.entries(inputs).map(([name, { shape }]) => [name, g.input(name, shape)] as const);
  const result = make(g, Object.fromEntries(specs));
  const shape = result.shape as readonly number[];
  const weights = g.constant(randomTensor(shape, 99).data, shape);
  const axes = shape.map((_, axis) => axis);
  const loss = g.apply(reduceSum, [g.apply(mul, [result, weights], {})], { axes, keepdims: 0 }, "loss");
  const graph = g.build([loss]);
  const { graph: whole, gradients } = differentiate(graph, "loss", Object.keys(inputs));
  const complete = withoutUnusedNodes(whole);

  const point = Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, data }]) => [name, tensor64(shape, data)]),
  );
  const found = interpret(complete, point, new Map());
  const inFloat32 = await runGraph(complete, inputs, () => {
    throw new Error("this graph has no parameters");
  });
  for (const [input, output] of gradients) {
    const gradient = found.get(output) as Tensor64;
    const slopes = gradient.data.map((_, i) => {
      const at = (offset: number) => {
        const { shape, data } = point[input] as Tensor64;
        const moved = { ...point, [input]: tensor64(shape, data.with(i, data[i]! + offset)) };
        return interpret(graph, moved, new Map()).get("loss")!.data[0]!;
      };
      return (at(step) - at(-step)) / (2 * step);
    });
    expect(gradient.shape).toEqual(point[input]!.shape);
    expect(largestDifference(gradient.data, slopes).value).toBeLessThan(1e-7);
    expect(largestDifference((inFloat32[output] as Tensor32).data, slopes).value).toBeLessThan(1e-4);
  }
}

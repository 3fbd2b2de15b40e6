import type { Graph } from "../../../src/graph/graph";
import { largestDifference } from "../../../src/tensor/largest-difference";
import { inDoubles, interpret, type Tensor64 } from "./interpreter";
import { randomParameters } from "./random-tensors";
import { runGraph, sourceOf, type Tensor32 } from "./run-graph";

/**
 * Runs a graph with random weights in ONNX Runtime and in the float64 interpreter and expects the same
 * shapes, and values that float32 arithmetic explains. Returns ONNX Runtime's outputs.
 */
export async function expectInterpreterAgrees(
  graph: Graph,
  inputs: Readonly<Record<string, Tensor32>>,
): Promise<Record<string, Tensor32>> {
  const parameters = randomParameters(graph, 1);
  const outputs = await runGraph(graph, inputs, (name) => sourceOf(parameters.get(name) as Tensor32));
  const doubles = interpret(
    graph,
    Object.fromEntries(inDoubles(Object.entries(inputs))),
    new Map(inDoubles(parameters)),
  );
  expect(Object.keys(outputs)).toEqual(graph.outputs);
  for (const [name, { shape, data }] of Object.entries(outputs)) {
    const expected = doubles.get(name) as Tensor64;
    expect(shape).toEqual(expected.shape);
    const scale = Math.max(1, ...expected.data.map(Math.abs));
    expect(largestDifference(data, expected.data).value / scale).toBeLessThan(1e-5);
  }
  return outputs;
}

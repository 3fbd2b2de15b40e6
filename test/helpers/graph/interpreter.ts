import type { Graph } from "../../../src/graph/graph";
import { elementCount, sameShape } from "../../../src/tensor/shape";
import { evaluate } from "./interpreter-operators";

/** A tensor of doubles in row-major order; bools are 0 and 1. */
export interface Tensor64 {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export function tensor64(shape: readonly number[], values: ArrayLike<number>): Tensor64 {
  if (elementCount(shape) !== values.length) throw new Error(`${values.length} values for [${shape}]`);
  return { shape, data: Float64Array.from(values) };
}

/** Named float32 tensors as doubles. */
export function inDoubles(
  tensors: Iterable<readonly [string, { shape: readonly number[]; data: ArrayLike<number> }]>,
): [string, Tensor64][] {
  return [...tensors].map(([name, { shape, data }]) => [name, tensor64(shape, data)]);
}

/**
 * Runs a graph in plain double precision, as slowly and plainly as its operators are defined: the
 * independent answer to which ONNX Runtime's is held. Every value's real shape is checked against the
 * shape that the graph claims. Returns all values by name.
 */
export function interpret(
  graph: Graph,
  inputs: Readonly<Record<string, Tensor64>>,
  parameters: ReadonlyMap<string, Tensor64>,
): Map<string, Tensor64> {
  const values = new Map<string, Tensor64>(Object.entries(inputs));
  for (const { name } of graph.parameters) {
    const value = parameters.get(name);
    if (!value) throw new Error(`no values for parameter ${name}`);
    values.set(name, value);
  }
  for (const { name, shape, values: entries } of graph.constants) values.set(name, tensor64(shape, entries));

  const symbols = new Map<string, number>();
  for (const { name } of [...graph.inputs, ...graph.parameters]) checkShape(name);
  for (const node of graph.nodes) {
    const operands = node.inputs.map((name) => values.get(name) as Tensor64);
    const results = evaluate(node.operator.name, operands, node.attributes);
    node.outputs.forEach((name, position) => {
      values.set(name, results[position] as Tensor64);
      checkShape(name);
    });
  }
  return values;

  function checkShape(name: string): void {
    const real = (values.get(name) as Tensor64).shape;
    const claimed = (graph.values.get(name)?.shape ?? []).map((dimension, axis) => {
      if (typeof dimension === "number") return dimension;
      if (!symbols.has(dimension)) symbols.set(dimension, real[axis] as number);
      return symbols.get(dimension) as number;
    });
    if (!sameShape(real, claimed)) throw new Error(`${name} is [${real}], but the graph says [${claimed}]`);
  }
}

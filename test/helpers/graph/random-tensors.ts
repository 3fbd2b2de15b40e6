import type { Graph } from "../../../src/graph/graph";
import { elementCount } from "../../../src/tensor/shape";
import type { Tensor32 } from "./run-graph";

/** Evenly spread numbers in [-1, 1), the same for the same seed. */
export function randomTensor(shape: readonly number[], seed: number): Tensor32 {
  let state = seed * 2654435761 + 1;
  const data = Float32Array.from({ length: elementCount(shape) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
  return { shape, data };
}

/**
 * Weights for every parameter, scaled down by the square root of what each sums over so that values stay
 * near 1 through many layers. Variances are positive.
 */
export function randomParameters(graph: Graph, seed: number): Map<string, Tensor32> {
  return new Map(
    graph.parameters.map(({ name, shape }, index): [string, Tensor32] => {
      const { data } = randomTensor(shape, seed * 1000 + index);
      const gain = Math.sqrt(3 / elementCount(shape.slice(1)));
      const adjust = name.endsWith("running_var") ? (x: number) => 1 + x / 2 : (x: number) => x * gain;
      return [name, { shape, data: data.map(adjust) }];
    }),
  );
}

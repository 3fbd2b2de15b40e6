import type { Graph } from "./graph";

/**
 * The same graph without the nodes and constants that no output needs. Inputs and parameters stay, because
 * callers give them.
 */
export function withoutUnusedNodes(graph: Graph): Graph {
  const used = new Set(graph.outputs);
  const nodes = graph.nodes.toReversed().filter(({ inputs, outputs }) => {
    const needed = outputs.some((name) => used.has(name));
    if (needed) for (const name of inputs) used.add(name);
    return needed;
  });
  return {
    ...graph,
    nodes: nodes.reverse(),
    constants: graph.constants.filter(({ name }) => used.has(name)),
  };
}

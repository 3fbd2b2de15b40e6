import type { Graph } from "./graph";
import { typeOf } from "./graph";

/** The same graph with its parameters as inputs, for runs between which they change. */
export function withParametersAsInputs(graph: Graph): Graph {
  const given = graph.parameters.map(({ name }) => ({ name, ...typeOf(graph, name) }));
  return { ...graph, inputs: [...graph.inputs, ...given], parameters: [] };
}

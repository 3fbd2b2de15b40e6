import type { Graph } from "./graph";
import { typeOf } from "./graph";

/** The same graph, which is given its parameters at every run, because they change from run to run. */
export function withParametersAsInputs(graph: Graph): Graph {
  const given = graph.parameters.map(({ name }) => ({ name, ...typeOf(graph, name) }));
  return { ...graph, inputs: [...graph.inputs, ...given], parameters: [] };
}

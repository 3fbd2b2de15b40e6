import { RegionaryError } from "../errors";
import { formatShape, sameShape } from "../tensor/shape";
import { continueGraph } from "./build-graph";
import type { Graph, GraphNode } from "./graph";
import { typeOf } from "./graph";
import { type NodeWriter, shapeError } from "./operator";
import { add } from "./operators/elementwise/add";
import type { ValueSpec } from "./tensor-type";

/** A graph that also computes gradients, and their names by the values they belong to. */
interface Differentiated {
  readonly graph: Graph;
  readonly gradients: ReadonlyMap<string, string>;
}

/**
 * Reverse-mode differentiation: continues a graph so that it also computes how the single number `loss`
 * changes with each of the `wanted` values. Its outputs are those of the graph, then the gradients in the
 * order of `wanted`. All lengths on the way must be known, not symbols. Rules write more than is needed: once
 * the graph is complete, `withoutUnusedNodes` removes the rest.
 *
 * Throws INVALID_INPUT, naming the operator and its shapes, where an operator on the way has no gradient, and
 * for a wanted value on which the loss does not depend.
 */
export function differentiate(graph: Graph, loss: string, wanted: readonly string[]): Differentiated {
  const { shape } = typeOf(graph, loss);
  if (shape.length !== 0) {
    const got = `${loss} of graph ${graph.name} has shape ${formatShape(shape)}`;
    throw new RegionaryError("INVALID_INPUT", `Only a single number can be differentiated; ${got}.`);
  }
  const g = continueGraph(graph);
  const specOf = (name: string): ValueSpec => ({ name, ...typeOf(graph, name) });
  const moving = dependents(graph, wanted);
  const gradients = new Map([[loss, g.constant([1], [])]]);

  for (const node of graph.nodes.toReversed()) {
    const gradient = gradients.get(node.outputs[0] as string);
    if (!gradient || !node.inputs.some((name) => moving.has(name))) continue;
    const inputs = node.inputs.map(specOf);
    inputGradients(g, node, inputs, node.outputs.map(specOf), gradient).forEach((share, position) => {
      const { name } = inputs[position] as ValueSpec;
      if (!share || !moving.has(name)) return;
      const before = gradients.get(name);
      gradients.set(name, before ? g.apply(add, [before, share], {}) : share);
    });
  }

  const found = wanted.map((name) => {
    const gradient = gradients.get(name);
    if (gradient) return gradient;
    throw new RegionaryError("INVALID_INPUT", `${loss} of graph ${graph.name} does not depend on "${name}".`);
  });
  return {
    graph: g.build([...graph.outputs.map(specOf), ...found]),
    gradients: new Map(wanted.map((name, position) => [name, (found[position] as ValueSpec).name])),
  };
}

/** The wanted values and everything that is computed from them. */
function dependents(graph: Graph, wanted: readonly string[]): ReadonlySet<string> {
  for (const name of wanted) typeOf(graph, name);
  const moving = new Set(wanted);
  for (const { inputs, outputs } of graph.nodes) {
    if (inputs.some((name) => moving.has(name))) for (const name of outputs) moving.add(name);
  }
  return moving;
}

function inputGradients(
  g: NodeWriter,
  { operator, attributes }: GraphNode,
  inputs: readonly ValueSpec[],
  outputs: readonly ValueSpec[],
  gradient: ValueSpec,
): readonly (ValueSpec | null)[] {
  if (!operator.gradient) throw shapeError(operator.name, inputs, "it has no gradient");
  const shares = operator.gradient(g, { inputs, outputs, attributes, gradient });
  inputs.forEach((input, position) => {
    const share = shares[position];
    if (share === undefined || (share && !sameShape(share.shape, input.shape)))
      throw shapeError(
        operator.name,
        inputs,
        `its gradient for input ${position} is ${share ? formatShape(share.shape) : "missing"}`,
      );
  });
  return shares;
}

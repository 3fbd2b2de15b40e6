import type { NodeMessage } from "../read/node-message";
import { FLOAT16, FLOAT32 } from "../read/value-type";
import { castNode } from "../write/cast-node";
import { freshNames } from "../write/fresh-names";
import { convertNode } from "./convert-node";
import type { Treatment } from "./convert-tensor";
import { float32Nodes, floatsOf } from "./float32-nodes";
import { boundInputs, float32Inputs, givesFloat32 } from "./operator-rules";

/** What types need of a graph. */
interface TypedGraph {
  readonly nodes: readonly NodeMessage[];
  /** Names of the graph's inputs and outputs that are float32, and stay so. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly initializers: ReadonlySet<string>;
}

/**
 * The nodes in half precision, with a cast wherever the precision changes, and what to do with each
 * initializer.
 */
interface HalfGraph {
  readonly nodes: readonly NodeMessage[];
  treatmentOf(initializer: string): Treatment;
}

/**
 * Puts a graph's values into half precision, except for those at its edges, those that ONNX's type rules want in
 * float32, and what `float32Nodes` names. A value that is needed in both is cast once.
 */
export function placeCasts(graph: TypedGraph): HalfGraph {
  const { isSingle, treatmentOf, singleInputs } = planPrecisions(graph);
  const fresh = freshNames([
    ...graph.inputs,
    ...graph.initializers,
    ...graph.nodes.flatMap((node) => [...node.inputs, ...node.outputs]),
  ]);
  const inner = new Map(
    graph.outputs.filter((name) => !isSingle(name)).map((name) => [name, fresh(`${name}/float16`)]),
  );
  const innerName = (name: string) => inner.get(name) ?? name;
  const placed: NodeMessage[] = [];
  const castsTo = (suffix: string, elementType: number) => {
    const made = new Map<string, string>();
    return (from: string): string => {
      const known = made.get(from);
      if (known) return known;
      const to = fresh(`${from}/${suffix}`);
      made.set(from, to);
      placed.push(castNode(from, to, elementType));
      return to;
    };
  };
  const toSingle = castsTo("float32", FLOAT32);
  const toHalf = castsTo("float16", FLOAT16);
  for (const node of graph.nodes) {
    const wanted = singleInputs(node);
    const inputs = node.inputs.map((name, position) => {
      if (name === "") return name;
      if (wanted.includes(position)) return isSingle(name) ? name : toSingle(innerName(name));
      return isSingle(name) ? toHalf(name) : innerName(name);
    });
    const name = node.outputs[0]!;
    const stays = node.operator === "Constant" && isSingle(name);
    const converted = stays ? node : convertNode(node, treatmentOf(name) === "bound");
    placed.push({ ...converted, inputs, outputs: node.outputs.map(innerName) });
  }
  for (const [name, from] of inner) placed.push(castNode(from, name, FLOAT32));
  return { nodes: placed, treatmentOf };
}

/** Which values stay in float32, and what to do with each constant. */
function planPrecisions({ nodes, inputs, outputs, initializers }: TypedGraph) {
  const constants = new Set([
    ...initializers,
    ...nodes.filter(({ operator }) => operator === "Constant").flatMap((node) => node.outputs),
  ]);
  const inFloat32 = float32Nodes(nodes, (name) => constants.has(name));
  const singleInputs = (node: NodeMessage) => (inFloat32.has(node) ? floatsOf(node) : float32Inputs(node));
  const uses = nodes.flatMap((node) => {
    const wanted = singleInputs(node);
    return node.inputs.map((name, position) => ({
      name,
      isFloat32: wanted.includes(position),
      isBound: boundInputs(node).includes(position),
    }));
  });
  const single = new Set([
    ...inputs,
    ...uses.filter(({ name, isFloat32 }) => isFloat32 && constants.has(name)).map(({ name }) => name),
    ...nodes.filter((node) => givesFloat32(node) || inFloat32.has(node)).flatMap((node) => node.outputs),
    ...outputs.filter((name) => initializers.has(name)),
  ]);
  const quantities = new Set(uses.filter(({ isBound }) => !isBound).map(({ name }) => name));
  return {
    singleInputs,
    isSingle: (name: string) => single.has(name),
    treatmentOf: (name: string): Treatment =>
      single.has(name) ? "as it is" : quantities.has(name) ? "half" : "bound",
  };
}

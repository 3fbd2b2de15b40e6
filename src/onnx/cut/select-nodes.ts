import { RegionaryError } from "../../errors";
import type { OnnxOutline, OutlineNode } from "../read/onnx-outline";

/** The part of a graph that computes one value from another. */
export interface NodeSelection {
  readonly nodes: readonly OutlineNode[]; // in the file's order, in which they can run
  /** Every value that the part uses, its input and constants included. */
  readonly values: ReadonlySet<string>;
}

/**
 * The nodes that compute `to` from `from` and from constants alone. Throws INVALID_BACKBONE if `to` needs
 * another input of the graph as well (the message shows the path), does not need `from`, or is not in the
 * graph.
 */
export function selectNodes(outline: OnnxOutline, from: string, to: string): NodeSelection {
  const producers = new Map<string, OutlineNode>();
  for (const node of outline.nodes) for (const output of node.outputs) producers.set(output, node);
  const graphInputs = new Set(
    outline.inputs.map(({ name }) => name).filter((name) => !outline.tensors.has(name)),
  );
  for (const name of [from, to]) {
    if (!producers.has(name) && !graphInputs.has(name)) throw unknownValue(name, outline);
  }
  const consumers = new Map<string, string | undefined>([[to, undefined]]);
  const selected = new Set<OutlineNode>();
  const open = [to];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === from) continue;
    if (graphInputs.has(name)) throw reachesAround(name, from, to, consumers);
    const node = producers.get(name);
    if (!node || selected.has(node)) continue;
    selected.add(node);
    for (const input of node.inputs) {
      if (consumers.has(input)) continue;
      consumers.set(input, name);
      open.push(input);
    }
  }
  if (!consumers.has(from) || from === to) {
    throw new RegionaryError(
      "INVALID_BACKBONE",
      `The value "${to}" does not depend on "${from}". Name in the manifest a feature map that is computed from ` +
        "the image, and a global vector that is computed from that feature map.",
    );
  }
  const nodes = outline.nodes.filter((node) => selected.has(node));
  const values = new Set(nodes.flatMap((node) => [...node.inputs, ...node.outputs]));
  return { nodes, values };
}

function unknownValue(name: string, outline: OnnxOutline): RegionaryError {
  const known = outline.valueNotes.map((note) => note.name).slice(-10);
  return new RegionaryError(
    "INVALID_BACKBONE",
    `The manifest names "${name}", which no node of the ONNX file computes and which is not its input. ` +
      `Inputs: ${outline.inputs
        .map((input) => input.name)
        .slice(0, 10)
        .join(", ")}; values it describes: ${known.join(", ")}.`,
  );
}

function reachesAround(
  input: string,
  from: string,
  to: string,
  consumers: ReadonlyMap<string, string | undefined>,
): RegionaryError {
  const way: string[] = [];
  for (let name: string | undefined = input; name !== undefined; name = consumers.get(name)) way.push(name);
  const shown = way.length <= 6 ? way : [...way.slice(0, 3), "…", ...way.slice(-2)];
  return new RegionaryError(
    "INVALID_BACKBONE",
    `"${to}" must be computed from "${from}" alone, because stored "${from}" values are all that is kept, but it ` +
      `also depends on the input "${input}" around it: ${shown.join(" -> ")}. Name a value further back as the ` +
      "feature map, or a vector that is computed from it.",
  );
}

import type { NodeMessage } from "../read/node-message";

/**
 * Operators that sum squares or exponentials over a row: in halves the sums overflow from 65,504, and what is small
 * beside the largest is lost.
 */
const SUMMING = new Set(["LayerNormalization", "Softmax", "LogSoftmax", "ReduceL2"]);
/** What leads from a vector's length to its division by it: a least length such as 1e-12 is 0 in halves. */
const BY_LENGTH = new Set(["Add", "Clip", "Expand", "Max", "Div"]);
/** Sums, means and arrangement: they add no arithmetic that halves make faster. All their inputs are of one type. */
const CARRYING = new Set(["Add", "Concat", "Max", "Sum"]);
/** The same, where only the first input is a quantity; the others are shapes and positions. */
const CARRYING_FIRST = new Set([
  "Expand",
  "Flatten",
  "Gather",
  "Identity",
  "ReduceMean",
  "Reshape",
  "Slice",
  "Squeeze",
  "Transpose",
  "Unsqueeze",
]);

/**
 * The nodes of a graph that compute in float32 although it is in half precision: layer norms, softmaxes and divisions by
 * a length, and all that leads to one by sums and arrangement alone. That is a transformer's residual stream, with the
 * biases of what is added to it, and the masks of its scores; it ends at products and at lookups in a table of weights.
 */
export function float32Nodes(
  nodes: readonly NodeMessage[],
  isConstant: (name: string) => boolean,
): ReadonlySet<NodeMessage> {
  const found = new Set<NodeMessage>();
  const lengths = new Set<string>();
  for (const node of nodes) {
    const ofLength = BY_LENGTH.has(node.operator) && node.inputs.some((name) => lengths.has(name));
    if (ofLength || SUMMING.has(node.operator)) found.add(node);
    if ((ofLength && node.operator !== "Div") || node.operator === "ReduceL2") lengths.add(node.outputs[0]!);
  }
  const wanted = new Set<string>();
  for (const node of nodes.toReversed()) {
    if (!found.has(node) && node.outputs.some((name) => wanted.has(name)) && carries(node, isConstant))
      found.add(node);
    if (found.has(node)) for (const position of floatsOf(node)) wanted.add(node.inputs[position]!);
  }
  return found;
}

/** The inputs of a node of `float32Nodes` that are floats. */
export function floatsOf({ operator, inputs }: NodeMessage): readonly number[] {
  const isFirstAlone = CARRYING_FIRST.has(operator) || /Softmax$|^ReduceL2$/.test(operator);
  return isFirstAlone ? [0] : [...inputs.keys()];
}

function carries({ operator, inputs }: NodeMessage, isConstant: (name: string) => boolean): boolean {
  const isLookup = operator === "Gather" && isConstant(inputs[0]!);
  return (CARRYING.has(operator) || CARRYING_FIRST.has(operator)) && !isLookup;
}

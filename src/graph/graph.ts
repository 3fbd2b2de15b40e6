import { RegionaryError } from "../errors";
import type { Attributes, Operator } from "./operator";
import type { ConstantType, TensorType, ValueSpec } from "./tensor-type";

/** A weight: its name is the checkpoint's, its values come from there. Always float32. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Values that belong to the computation itself, such as a scale or weights computed for it. */
export interface Constant {
  readonly name: string;
  readonly elementType: ConstantType;
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

/** One application of an operator to named values. */
export interface GraphNode {
  readonly operator: Operator;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
}

/**
 * A computation as data: nodes in an order in which they can run, each value with one name and a known
 * type. Nothing here computes; ONNX Runtime does, and the tests' interpreter.
 */
export interface Graph {
  readonly name: string;
  readonly inputs: readonly ValueSpec[];
  readonly outputs: readonly string[];
  readonly nodes: readonly GraphNode[];
  readonly parameters: readonly Parameter[];
  readonly constants: readonly Constant[];
  /** The type of every value: inputs, parameters, constants, and what the nodes make. */
  readonly values: ReadonlyMap<string, TensorType>;
}

/** The same graph with other values as its outputs, for example to look at intermediate ones. */
export function withOutputs(graph: Graph, outputs: readonly string[]): Graph {
  for (const name of outputs) typeOf(graph, name);
  return { ...graph, outputs };
}

/** The type of a value; refuses a name that the graph does not have. */
export function typeOf(graph: Pick<Graph, "name" | "values">, name: string): TensorType {
  const type = graph.values.get(name);
  if (!type) throw new RegionaryError("INVALID_INPUT", `Graph ${graph.name} has no value named "${name}".`);
  return type;
}

import { RegionaryError } from "../errors";
import type { Operator } from "./operator";

/** A size known when the graph is written, or a symbol such as "N" that is known when it runs. */
export type Dimension = number | string;
export type Shape = readonly Dimension[];
export type ElementType = "float32" | "int64" | "bool";

export interface TensorType {
  readonly elementType: ElementType;
  readonly shape: Shape;
}

/** A named tensor of a graph. */
export interface ValueSpec extends TensorType {
  readonly name: string;
}

/** A weight: its name is the checkpoint's, its values come from there. Always float32. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Float32 values that belong to the computation itself, such as a scale. */
export interface Constant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

export type AttributeValue = number | string | readonly number[];
export type Attributes = Readonly<Record<string, AttributeValue>>;

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

/** The same graph with other values as its outputs, for instance to look at what is computed on the way. */
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

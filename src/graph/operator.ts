import { RegionaryError } from "../errors";
import { formatShape } from "../tensor/shape";
import type { ConstantType, TensorType, ValueSpec } from "./tensor-type";

export type AttributeValue = number | string | readonly number[];
export type Attributes = Readonly<Record<string, AttributeValue>>;

/**
 * How ONNX carries an attribute; "tensor" means as an int64 input after the others, in the order declared.
 */
type AttributeKind = "int" | "ints" | "float" | "string" | "tensor";

/**
 * An operator as data. Its name, its attributes' names and its meaning are those of ONNX's default
 * domain at the opset that `onnx/write/encode-graph` declares.
 */
export interface Operator<A extends Attributes = Attributes> {
  readonly name: string;
  readonly attributes: { readonly [K in keyof A]: AttributeKind };
  /** The types of the outputs; throws an error naming the operator and the shapes that do not fit. */
  inferShapes(inputs: readonly TensorType[], attributes: A): readonly TensorType[];
  /**
   * Writes how a loss changes with each input, given how it changes with each output: one gradient for an
   * input, of its shape, or null where small changes of the input change nothing. Operators without this rule
   * cannot be differentiated. All are written, even for inputs whose gradient is not wanted:
   * `withoutUnusedNodes` removes those.
   */
  gradient?(g: NodeWriter, application: Application<A>): readonly (ValueSpec | null)[];
}

/** An operator applied to values, as its gradient rule sees it. */
interface Application<A extends Attributes = Attributes> {
  readonly inputs: readonly ValueSpec[];
  readonly outputs: readonly ValueSpec[];
  readonly attributes: A;
  /** Of the first output; further outputs are positions, which have none. */
  readonly gradient: ValueSpec;
}

/** What a rule writes with: a graph builder's way to add constants and nodes. */
export interface NodeWriter {
  /** Float32 unless given. */
  constant(values: ArrayLike<number>, shape: readonly number[], elementType?: ConstantType): ValueSpec;
  /** Adds a node and returns its first output, called `name` or, without one, after the operator. */
  apply<A extends Attributes>(
    operator: Operator<A>,
    inputs: readonly ValueSpec[],
    attributes: A,
    name?: string,
  ): ValueSpec;
  /** The same, and returns all its outputs. */
  applyAll<A extends Attributes>(
    operator: Operator<A>,
    inputs: readonly ValueSpec[],
    attributes: A,
    name?: string,
  ): readonly ValueSpec[];
}

/** What to throw when shapes do not fit: names the operator, every input's shape and the reason. */
export function shapeError(operator: string, inputs: readonly TensorType[], reason: string): RegionaryError {
  const shapes = inputs.map((input) => formatShape(input.shape)).join(" and ");
  return new RegionaryError("INVALID_INPUT", `${operator} cannot take ${shapes}: ${reason}.`);
}

/** The inputs as a tuple of known length, so that a rule can name them. */
export function takeInputs<N extends keyof InputTuple>(
  operator: string,
  inputs: readonly TensorType[],
  count: N,
): InputTuple[N] {
  if (isOfLength(inputs, count)) return inputs;
  throw shapeError(operator, inputs, `it takes ${count} inputs and got ${inputs.length}`);
}

function isOfLength<N extends keyof InputTuple>(
  inputs: readonly TensorType[],
  count: N,
): inputs is InputTuple[N] {
  return inputs.length === count;
}

interface InputTuple {
  1: readonly [TensorType];
  2: readonly [TensorType, TensorType];
  3: readonly [TensorType, TensorType, TensorType];
  5: readonly [TensorType, TensorType, TensorType, TensorType, TensorType];
  9: readonly [...InputTuple[5], TensorType, TensorType, TensorType, TensorType];
}

/** An axis counted from the front; refuses one that the shape does not have. */
export function resolveAxis(operator: string, input: TensorType, axis: number): number {
  const rank = input.shape.length;
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank)
    throw shapeError(operator, [input], `it has no axis ${axis}`);
  return axis < 0 ? axis + rank : axis;
}

/** A shape without symbols, for rules that need every length known. */
export function knownShape(operator: string, input: TensorType): readonly number[] {
  if (input.shape.every((dimension) => typeof dimension === "number")) return input.shape as number[];
  throw shapeError(operator, [input], "its gradient needs every length known when the graph is written");
}

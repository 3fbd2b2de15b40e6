/** A size known when the graph is written, or a symbol such as "N" that is known when it runs. */
export type Dimension = number | string;
export type Shape = readonly Dimension[];
export type ElementType = "float32" | "uint8" | "int8" | "int32" | "int64" | "bool";

export interface TensorType {
  readonly elementType: ElementType;
  readonly shape: Shape;
}

/** A named tensor of a graph. */
export interface ValueSpec extends TensorType {
  readonly name: string;
}

/** The types that a constant may have. */
export type ConstantType = Exclude<ElementType, "bool">;

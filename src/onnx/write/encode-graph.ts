import { RegionaryError } from "../../errors";
import type { Graph, GraphNode } from "../../graph/graph";
import { typeOf } from "../../graph/graph";
import type { AttributeValue } from "../../graph/operator";
import type { TensorType } from "../../graph/tensor-type";
import type { OnnxAttribute, OnnxGraph, OnnxNode, OnnxTensor, OnnxValueInfo } from "./onnx-messages";
import { onnxAttributeType, onnxElementType } from "./onnx-messages";

/** From opset 18 on every reduction takes its axes as an input, which keeps the operators uniform. */
export const onnxOpset = 18;
export const onnxIrVersion = 8;

const constantArrays = {
  float32: (values: ArrayLike<number>) => Float32Array.from(values),
  uint8: (values: ArrayLike<number>) => Uint8Array.from(values),
  int8: (values: ArrayLike<number>) => Int8Array.from(values),
  int32: (values: ArrayLike<number>) => Int32Array.from(values),
  int64: (values: ArrayLike<number>) => BigInt64Array.from(Array.from(values), BigInt),
};

/** A graph as ONNX messages; `weights` are the initializers of its parameters, made by the caller. */
export function encodeGraph(graph: Graph, weights: readonly OnnxTensor[]): OnnxGraph {
  const constants = graph.constants.map(({ name, elementType, shape, values }) =>
    rawTensor(name, shape, onnxElementType[elementType], constantArrays[elementType](values)),
  );
  return {
    name: graph.name,
    node: graph.nodes.map(encodeNode),
    initializer: [...weights, ...constants, ...graph.nodes.flatMap(tensorAttributes)],
    input: graph.inputs.map((input) => encodeValueInfo(input.name, input)),
    output: graph.outputs.map((name) => encodeValueInfo(name, typeOf(graph, name))),
  };
}

function encodeNode(node: GraphNode): OnnxNode {
  const plain = Object.entries(node.attributes).filter(([name]) => kindOf(node, name) !== "tensor");
  return {
    name: node.outputs[0] as string,
    opType: node.operator.name,
    input: [...node.inputs, ...tensorAttributes(node).map((tensor) => tensor.name as string)],
    output: [...node.outputs],
    attribute: plain.map(([name, value]) => encodeAttribute(node, name, value)),
  };
}

function encodeAttribute(node: GraphNode, name: string, value: AttributeValue): OnnxAttribute {
  const kind = kindOf(node, name);
  if (kind === "float" && typeof value === "number") return { name, type: onnxAttributeType.float, f: value };
  if (kind === "int" && typeof value === "number") return { name, type: onnxAttributeType.int, i: value };
  if (kind === "ints" && typeof value === "object")
    return { name, type: onnxAttributeType.ints, ints: [...value] };
  if (kind === "string" && typeof value === "string")
    return { name, type: onnxAttributeType.string, s: Buffer.from(value) };
  const problem = `${node.operator.name}'s ${kind ?? "unknown"} attribute ${name} cannot be ${value}`;
  throw new RegionaryError("INVALID_INPUT", `${problem}.`);
}

function tensorAttributes(node: GraphNode): OnnxTensor[] {
  return Object.keys(node.operator.attributes)
    .filter((name) => kindOf(node, name) === "tensor")
    .map((name) => {
      const entries = BigInt64Array.from(node.attributes[name] as readonly number[], BigInt);
      return rawTensor(`${node.outputs[0]}/${name}`, [entries.length], onnxElementType.int64, entries);
    });
}

function kindOf(node: GraphNode, attribute: string) {
  return node.operator.attributes[attribute];
}

function rawTensor(
  name: string,
  shape: readonly number[],
  dataType: number,
  values: ArrayBufferView,
): OnnxTensor {
  return { name, dims: [...shape], dataType, rawData: new Uint8Array(values.buffer) };
}

function encodeValueInfo(name: string, { elementType, shape }: TensorType): OnnxValueInfo {
  const dim = shape.map((length) =>
    typeof length === "number" ? { dimValue: length } : { dimParam: length },
  );
  return { name, type: { tensorType: { elemType: onnxElementType[elementType], shape: { dim } } } };
}

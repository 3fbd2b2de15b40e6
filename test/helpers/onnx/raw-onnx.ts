import { encodeNodeMessage } from "../../../src/onnx/read/node-message";
import { integerField, lengthPrefixed } from "../../../src/onnx/read/protobuf-fields";
import { encodeValueType } from "../../../src/onnx/read/value-type";

/** An ONNX file made field by field, for what our own encoder never writes. */
export function rawModel(graph: {
  nodes: Buffer[];
  inputs: Record<string, (number | string)[]>;
  outputs: Record<string, (number | string)[]>;
  tensors?: Buffer[];
  opset?: number;
  modelFields?: Buffer[];
}): Buffer {
  const { nodes, inputs, outputs, tensors = [], opset = 18, modelFields = [] } = graph;
  const values = (number: number, named: typeof inputs) =>
    Object.entries(named).map(([name, shape]) => lengthPrefixed(number, encodeValueType(name, shape)));
  const body = Buffer.concat([
    ...nodes.map((node) => lengthPrefixed(1, node)),
    lengthPrefixed(2, Buffer.from("made")),
    ...tensors.map((tensor) => lengthPrefixed(5, tensor)),
    ...values(11, inputs),
    ...values(12, outputs),
  ]);
  const operatorSets = [
    lengthPrefixed(8, integerField(2, opset)),
    lengthPrefixed(8, Buffer.concat([lengthPrefixed(1, Buffer.from("com.microsoft")), integerField(2, 1)])),
  ];
  return Buffer.concat([integerField(1, 8), ...operatorSets, lengthPrefixed(7, body), ...modelFields]);
}

export function rawNode(
  operator: string,
  inputs: string[],
  outputs: string[],
  attributes: Buffer[] = [],
  domain = "",
): Buffer {
  return encodeNodeMessage({
    name: "",
    operator,
    domain,
    inputs,
    outputs,
    attributes,
    rest: Buffer.alloc(0),
  });
}

export function integerAttribute(name: string, value: number): Buffer {
  return Buffer.concat([lengthPrefixed(1, Buffer.from(name)), integerField(3, value), integerField(20, 2)]);
}

export function textAttribute(name: string, value: string): Buffer {
  const text = lengthPrefixed(4, Buffer.from(value));
  return Buffer.concat([lengthPrefixed(1, Buffer.from(name)), text, integerField(20, 3)]);
}

/** An attribute that holds a message: a tensor (field 5, kind 4) or a graph (field 6, kind 5). */
export function messageAttribute(name: string, field: 5 | 6, message: Buffer): Buffer {
  const content = lengthPrefixed(field, message);
  return Buffer.concat([lengthPrefixed(1, Buffer.from(name)), content, integerField(20, field - 1)]);
}

/** A tensor with its data in the message, as raw bytes or, for float32, as a list of floats. */
export function rawTensor(
  name: string,
  dims: number[],
  values: Float32Array | BigInt64Array | Int8Array | Uint8Array,
  asList = false,
): Buffer {
  const elementType =
    values instanceof Float32Array
      ? 1
      : values instanceof Uint8Array
        ? 2
        : values instanceof Int8Array
          ? 3
          : 7;
  return Buffer.concat([
    ...dims.map((size) => integerField(1, size)),
    integerField(2, elementType),
    lengthPrefixed(8, Buffer.from(name)),
    lengthPrefixed(asList ? 4 : 9, new Uint8Array(values.buffer)),
  ]);
}

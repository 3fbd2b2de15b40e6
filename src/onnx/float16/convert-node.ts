import type { NodeMessage } from "../read/node-message";
import { stringField } from "../read/onnx-outline";
import { fieldsOf, integerField, lengthPrefixed } from "../read/protobuf-fields";
import { FLOAT16, FLOAT32 } from "../read/value-type";
import { convertSmallTensor, tensorOfHalves } from "./convert-tensor";
import { toHalves } from "./to-halves";
import { unsuitable } from "./unsuitable";

const ATTRIBUTE = { name: 1, float: 2, integer: 3, tensor: 5, floats: 7, type: 20, sparse: 22 };
const TENSOR_KIND = 4;

/** The node with its attributes changed from float32 to half precision: constants, fills and casts. */
export function convertNode(node: NodeMessage, isBound: boolean): NodeMessage {
  const name = node.outputs[0]!;
  switch (node.operator) {
    case "Constant":
      return { ...node, attributes: node.attributes.map((attribute) => constant(attribute, name, isBound)) };
    case "ConstantOfShape": {
      const zero = tensorAttribute("value", tensorOfHalves([1], new Uint8Array(2)));
      const attributes = node.attributes.map((attribute) => constant(attribute, name, isBound));
      return { ...node, attributes: attributes.length === 0 ? [zero] : attributes };
    }
    case "Cast":
      return { ...node, attributes: node.attributes.map(castToHalf) };
    default:
      return node;
  }
}

function constant(attribute: Buffer, name: string, isBound: boolean): Buffer {
  const floats: Buffer[] = [];
  let isList = false;
  for (const { number, contentStart, end } of fieldsOf(attribute)) {
    const content = attribute.subarray(contentStart, end);
    if (number === ATTRIBUTE.sparse) throw unsuitable(`its constant "${name}" is sparse`);
    if (number === ATTRIBUTE.tensor)
      return tensorAttribute(stringField(attribute, 1), convertSmallTensor(content, name, isBound));
    if (number === ATTRIBUTE.float || number === ATTRIBUTE.floats) floats.push(content);
    if (number === ATTRIBUTE.floats) isList = true;
  }
  if (floats.length === 0) return attribute;
  const bytes = Buffer.concat(floats);
  const dims = isList ? [bytes.length / 4] : [];
  return tensorAttribute("value", tensorOfHalves(dims, toHalves(bytes, name, isBound)));
}

function tensorAttribute(name: string, tensor: Buffer): Buffer {
  return Buffer.concat([
    lengthPrefixed(ATTRIBUTE.name, Buffer.from(name)),
    lengthPrefixed(ATTRIBUTE.tensor, tensor),
    integerField(ATTRIBUTE.type, TENSOR_KIND),
  ]);
}

function castToHalf(attribute: Buffer): Buffer {
  const fields = [...fieldsOf(attribute)];
  const says = fields.find(({ number }) => number === ATTRIBUTE.integer);
  if (stringField(attribute, ATTRIBUTE.name) !== "to" || says?.integer !== FLOAT32) return attribute;
  const kept = fields
    .filter((field) => field !== says)
    .map(({ start, end }) => attribute.subarray(start, end));
  return Buffer.concat([...kept, integerField(ATTRIBUTE.integer, FLOAT16)]);
}

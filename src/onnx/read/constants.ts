import type { RangedFile } from "../../files/ranged-file";
import { readNodeMessage } from "./node-message";
import { GRAPH, type OnnxOutline } from "./onnx-outline";
import { fieldsOf, integerField, integersIn, lengthPrefixed } from "./protobuf-fields";

/** What is known of a constant: its type and, of integers that are a shape, its values. */
export interface SmallConstant {
  readonly elementType: number;
  readonly integers?: readonly number[];
}

const INT64 = 7;
const TENSOR = { elementType: 2, integers: 7, raw: 9 };
const ATTRIBUTE = { name: 1, tensor: 5, integers: 8, type: 20 };
const TENSOR_ATTRIBUTE = 4;
/** Shapes have a few numbers, a class token some thousand. */
const LARGEST_BYTES = 1 << 16;
const MOST_INTEGERS = 16;

/** The small constants of a file by name: its initializers, and what its Constant nodes give. */
export async function constantsOf(
  file: RangedFile,
  { tensors, nodes }: OnnxOutline,
): Promise<ReadonlyMap<string, SmallConstant>> {
  const constants = new Map<string, SmallConstant>();
  for (const { name, fieldNumber, start, length, external } of tensors.values()) {
    if (fieldNumber !== GRAPH.tensor || length > LARGEST_BYTES || external) continue;
    constants.set(name, readConstant(await file.read(start, length)));
  }
  for (const { outputs, bytes } of nodes) {
    const { operator, attributes } = readNodeMessage(bytes);
    const constant = operator === "Constant" ? attributes.map(readAttribute).find(Boolean) : undefined;
    if (constant) constants.set(outputs[0]!, constant);
  }
  return constants;
}

function readAttribute(attribute: Buffer): SmallConstant | undefined {
  const integers: number[] = [];
  for (const { number, integer, contentStart, end } of fieldsOf(attribute)) {
    const content = attribute.subarray(contentStart, end);
    if (number === ATTRIBUTE.tensor) return readConstant(content);
    if (number === ATTRIBUTE.integers) integers.push(...(integer ? [integer] : integersIn(content)));
  }
  return integers.length > 0 ? { elementType: INT64, integers: integers.map(signed) } : undefined;
}

function readConstant(tensor: Buffer): SmallConstant {
  let elementType = 0;
  let integers: number[] = [];
  for (const { number, integer, contentStart, end } of fieldsOf(tensor)) {
    const content = tensor.subarray(contentStart, end);
    if (number === TENSOR.elementType) elementType = integer;
    if (number === TENSOR.integers) integers.push(...integersIn(content).map(signed));
    if (number === TENSOR.raw && content.length <= MOST_INTEGERS * 8)
      integers = Array.from({ length: Math.floor(content.length / 8) }, (_, i) =>
        Number(content.readBigInt64LE(8 * i)),
      );
  }
  return elementType === INT64 ? { elementType, integers } : { elementType };
}

/** A negative number is written as one beyond any size; of shapes, only -1 is. */
function signed(value: number): number {
  return Number.isSafeInteger(value) ? value : -1;
}

/** The attribute of a Constant node that gives these integers. */
export function encodeIntegers(integers: readonly number[]): Buffer {
  const raw = Buffer.from(BigInt64Array.from(integers, BigInt).buffer);
  const tensor = [integerField(1, integers.length), integerField(TENSOR.elementType, INT64)];
  return Buffer.concat([
    lengthPrefixed(ATTRIBUTE.name, Buffer.from("value")),
    lengthPrefixed(ATTRIBUTE.tensor, Buffer.concat([...tensor, lengthPrefixed(TENSOR.raw, raw)])),
    integerField(ATTRIBUTE.type, TENSOR_ATTRIBUTE),
  ]);
}

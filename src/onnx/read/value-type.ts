import { fieldsOf, integerField, lengthPrefixed } from "./protobuf-fields";

/** The type of a tensor as an ONNX file states it; a dimension is a number, or a symbol ("" if it has no name). */
export interface ValueType {
  readonly elementType: number;
  readonly shape: readonly (number | string)[] | undefined;
}

/** ONNX's numbers for element types. */
export const FLOAT32 = 1;
export const UINT8 = 2;
export const INT32 = 6;
export const INT64 = 7;
export const FLOAT16 = 10;

/** The tensor type in a ValueInfo message, or undefined if it has none. */
export function readValueType(valueInfo: Buffer): ValueType | undefined {
  const tensorType = nested(nested(valueInfo, 2), 1);
  if (!tensorType) return undefined;
  const shape = nested(tensorType, 2);
  return {
    elementType: [...fieldsOf(tensorType)].find((field) => field.number === 1)?.integer ?? 0, // not stated
    shape:
      shape &&
      [...fieldsOf(shape)].map((field) => readDimension(shape.subarray(field.contentStart, field.end))),
  };
}

/** A ValueInfo message for a tensor. */
export function encodeValueType(
  name: string,
  shape: readonly (number | string)[],
  elementType = FLOAT32,
): Buffer {
  const dimensions = shape.map((dimension) =>
    typeof dimension === "number" ? integerField(1, dimension) : lengthPrefixed(2, Buffer.from(dimension)),
  );
  const shapeMessage = Buffer.concat(dimensions.map((dimension) => lengthPrefixed(1, dimension)));
  const tensorType = Buffer.concat([integerField(1, elementType), lengthPrefixed(2, shapeMessage)]);
  return Buffer.concat([
    lengthPrefixed(1, Buffer.from(name)),
    lengthPrefixed(2, lengthPrefixed(1, tensorType)),
  ]);
}

function readDimension(bytes: Buffer): number | string {
  for (const { number, integer, contentStart, end } of fieldsOf(bytes)) {
    // Old exporters write -1, which comes out beyond any size, for a dimension that is open.
    if (number === 1) return Number.isSafeInteger(integer) ? integer : "";
    if (number === 2) return bytes.toString("utf8", contentStart, end);
  }
  return "";
}

function nested(message: Buffer | undefined, number: number): Buffer | undefined {
  if (!message) return undefined;
  for (const field of fieldsOf(message)) {
    if (field.number === number) return message.subarray(field.contentStart, field.end);
  }
  return undefined;
}

import { RegionaryError } from "../../errors";
import { fieldsOf, integerField, integersIn, lengthPrefixed } from "./protobuf-fields";

/** Where a tensor's bytes are if they are not in the ONNX file; `location` is a file beside it. */
export interface ExternalData {
  readonly location: string;
  readonly offset: number;
  readonly length: number;
}

const TENSOR = { dimension: 1, elementType: 2, externalData: 13, dataLocation: 14 };

/** Bytes per element by ONNX's number of the type; strings cannot be external. */
const ELEMENT_BYTES: Record<number, number> = {
  1: 4, // float32
  2: 1, // uint8
  3: 1, // int8
  4: 2, // uint16
  5: 2, // int16
  6: 4, // int32
  7: 8, // int64
  9: 1, // bool
  10: 2, // float16
  11: 8, // float64
  12: 4, // uint32
  13: 8, // uint64
  16: 2, // bfloat16
};

/** The external data of a TensorProto, or undefined if its data are in the message. */
export function readExternalData(tensor: Buffer): ExternalData | undefined {
  const entries = new Map<string, string>();
  let elements = 1;
  let elementType = 0;
  let isExternal = false;
  for (const { number, integer, contentStart, end } of fieldsOf(tensor)) {
    const content = tensor.subarray(contentStart, end);
    if (number === TENSOR.dimension) for (const size of integersIn(content)) elements *= size;
    if (number === TENSOR.elementType) elementType = integer;
    if (number === TENSOR.dataLocation) isExternal = integer === 1;
    if (number === TENSOR.externalData) entries.set(...keyAndValue(content));
  }
  if (!isExternal) return undefined;
  const location = entries.get("location") ?? "";
  const offset = Number(entries.get("offset") ?? 0);
  const length = Number(entries.get("length") ?? elements * (ELEMENT_BYTES[elementType] ?? Number.NaN));
  if (!isCount(offset) || !isCount(length)) {
    throw new RegionaryError(
      "INVALID_BACKBONE",
      `A tensor's external data in ${JSON.stringify(location)} have no usable offset and length.`,
    );
  }
  return { location, offset, length };
}

/** The same TensorProto with its data in another place; all else stays as it was. */
export function withExternalData(tensor: Buffer, data: ExternalData): Buffer {
  const kept: Buffer[] = [];
  for (const { number, start, end } of fieldsOf(tensor)) {
    if (number !== TENSOR.externalData && number !== TENSOR.dataLocation)
      kept.push(tensor.subarray(start, end));
  }
  const entries = Object.entries({ ...data }).map(([key, value]) =>
    lengthPrefixed(
      TENSOR.externalData,
      Buffer.concat([lengthPrefixed(1, Buffer.from(key)), lengthPrefixed(2, Buffer.from(String(value)))]),
    ),
  );
  return Buffer.concat([...kept, ...entries, integerField(TENSOR.dataLocation, 1)]);
}

function keyAndValue(entry: Buffer): [string, string] {
  const parts = ["", "", ""];
  for (const { number, contentStart, end } of fieldsOf(entry))
    parts[number] = entry.toString("utf8", contentStart, end);
  return [parts[1]!, parts[2]!];
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

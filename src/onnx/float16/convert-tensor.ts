import { RegionaryError } from "../../errors";
import type { RangedFile } from "../../files/ranged-file";
import { elementCount } from "../../tensor/shape";
import { withExternalData } from "../read/external-data";
import type { OutlineTensor } from "../read/onnx-outline";
import { openExternalFile } from "../read/open-external-file";
import { type Piece, readRange } from "../read/pieces";
import {
  fieldsInFile,
  fieldsOf,
  integerField,
  integersIn,
  lengthPrefix,
  lengthPrefixed,
} from "../read/protobuf-fields";
import { FLOAT16, FLOAT32 } from "../read/value-type";
import type { ExternalFile } from "../write/external-file";
import { toHalves } from "./to-halves";

const TENSOR = { dimension: 1, elementType: 2, floats: 4, rawData: 9, externalData: 13, dataLocation: 14 };
const REPLACED = [
  TENSOR.elementType,
  TENSOR.floats,
  TENSOR.rawData,
  TENSOR.externalData,
  TENSOR.dataLocation,
];
/** Smaller tensors stay in the model file itself. */
const EXTERNAL_FROM_BYTES = 1024;

/** What to do with a tensor; `bound` is for a single number that only stands for "beyond any value". */
export type Treatment = "as it is" | "half" | "bound";

/** A TensorProto of halves without a name. */
export function tensorOfHalves(dims: readonly number[], halves: Uint8Array): Buffer {
  const sizes = dims.map((size) => integerField(TENSOR.dimension, size));
  return Buffer.concat([...sizes, integerField(TENSOR.elementType, FLOAT16), rawData(halves)]);
}

/** A TensorProto in memory with its data, as halves if it holds float32. */
export function convertSmallTensor(tensor: Buffer, name: string, isBound: boolean): Buffer {
  const fields = [...fieldsOf(tensor)];
  if (fields.find(({ number }) => number === TENSOR.elementType)?.integer !== FLOAT32) return tensor;
  const contents = (...numbers: number[]) =>
    fields
      .filter(({ number }) => numbers.includes(number))
      .map(({ contentStart, end }) => tensor.subarray(contentStart, end));
  const floats = Buffer.concat(contents(TENSOR.floats, TENSOR.rawData));
  checkLength(name, contents(TENSOR.dimension).flatMap(integersIn), floats.length);
  const kept = fields
    .filter(({ number }) => !REPLACED.includes(number))
    .map(({ start, end }) => tensor.subarray(start, end));
  return Buffer.concat([
    ...kept,
    integerField(TENSOR.elementType, FLOAT16),
    rawData(toHalves(floats, name, isBound && floats.length === 4)),
  ]);
}

/**
 * An initializer as the pieces of its field in a graph. Its data go to `data`, a chunk at a time, if they are
 * large or were external before.
 */
export async function convertInitializer(
  source: { readonly file: RangedFile; readonly directory: string },
  tensor: OutlineTensor,
  treatment: Treatment,
  data: ExternalFile,
): Promise<Piece[]> {
  const { file, directory } = source;
  const { fieldNumber, start, length, external, name } = tensor;
  const kept: Buffer[] = [];
  const dims: number[] = [];
  const places: { start: number; length: number }[] = [];
  let elementType = 0;
  for await (const field of fieldsInFile(file, start, start + length)) {
    const { number, contentStart, end } = field;
    if (number === TENSOR.elementType) {
      elementType = field.integer;
    } else if (number === TENSOR.floats || number === TENSOR.rawData) {
      places.push({ start: contentStart, length: end - contentStart });
    } else if (!REPLACED.includes(number)) {
      kept.push(await file.read(field.start, end - field.start));
      if (number === TENSOR.dimension)
        dims.push(...integersIn(await file.read(contentStart, end - contentStart)));
    }
  }
  const isConverted = elementType === FLOAT32 && treatment !== "as it is";
  if (!isConverted && !external) return [lengthPrefix(fieldNumber, length), { start, length }];

  const from = external ? await openExternalFile(directory, external.location) : file;
  try {
    const ranges = external ? [{ start: external.offset, length: external.length }] : places;
    const byteCount = ranges.reduce((sum, range) => sum + range.length, 0);
    const header = Buffer.concat([
      ...kept,
      integerField(TENSOR.elementType, isConverted ? FLOAT16 : elementType),
    ]);
    if (isConverted) checkLength(name, dims, byteCount);
    const pieces = async function* () {
      for (const range of ranges) {
        for await (const chunk of readRange(from, range.start, range.length))
          yield isConverted ? toHalves(chunk, name, treatment === "bound" && byteCount === 4) : chunk;
      }
    };
    if (!external && byteCount / 2 < EXTERNAL_FROM_BYTES) {
      const halves: Uint8Array[] = [];
      for await (const piece of pieces()) halves.push(piece);
      return [lengthPrefixed(fieldNumber, Buffer.concat([header, rawData(Buffer.concat(halves))]))];
    }
    return [lengthPrefixed(fieldNumber, withExternalData(header, await data.append(pieces())))];
  } finally {
    if (from !== file) await from.close();
  }
}

function rawData(bytes: Uint8Array): Buffer {
  return lengthPrefixed(TENSOR.rawData, bytes);
}

function checkLength(name: string, dims: readonly number[], byteCount: number): void {
  const expected = 4 * elementCount(dims);
  if (byteCount === expected) return;
  throw new RegionaryError(
    "INVALID_BACKBONE",
    `The weights "${name}" have ${byteCount} bytes of data; their shape takes ${expected}. Export the model again.`,
  );
}

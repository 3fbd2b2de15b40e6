import { isRegionaryError } from "../../errors";
import type { RangedFile } from "../../files/ranged-file";
import { parseNpyHeader } from "../../tensor/npy";
import { elementCount, formatShape } from "../../tensor/shape";
import type { CheckpointTensor } from "./checkpoint";
import { ELEMENT_BYTES, type ElementType } from "./element-type";
import { invalid } from "./invalid-checkpoint";
import { storedTensor } from "./stored-tensor";
import { columnMajorStrides, rowMajorStrides } from "./strides";
import type { StoredEntry } from "./zip-entries";

const ENDING = ".npy";
const MOST_AXES = 8;

/** Most headers take 128 bytes. */
const HEADER_BYTES = 256;
const HEADER_LIMIT_BYTES = 1 << 16;

const ELEMENT_TYPES: Readonly<Record<string, ElementType>> = {
  "<f8": "float64",
  "<f4": "float32",
  "<f2": "float16",
  "<i8": "int64",
  "<i4": "int32",
  "<i2": "int16",
  "|i1": "int8",
  "|u1": "uint8",
  "|b1": "bool",
};

/** NumPy's `savez`: an uncompressed zip archive with one .npy file for each tensor, which is read in place. */
export async function readNpz(
  file: RangedFile,
  entries: ReadonlyMap<string, StoredEntry>,
): Promise<Map<string, CheckpointTensor>> {
  const tensors = new Map<string, CheckpointTensor>();
  for (const [fileName, entry] of entries) {
    if (!fileName.endsWith(ENDING)) throw invalid(`${fileName} in its archive is not a .npy file`);
    const name = fileName.slice(0, -ENDING.length);
    tensors.set(name, await readEntry(file, name, entry));
  }
  return tensors;
}

async function readEntry(
  file: RangedFile,
  name: string,
  { start, length }: StoredEntry,
): Promise<CheckpointTensor> {
  const first = await file.read(start, Math.min(length, HEADER_BYTES));
  const bytes =
    headerEnd(first) > first.length ? await file.read(start, Math.min(length, HEADER_LIMIT_BYTES)) : first;
  const { shape, dtype: described, fortranOrder, end } = parseHeader(name, bytes);
  const dtype = ELEMENT_TYPES[described];
  if (!dtype)
    throw invalid(
      `the tensor ${name} has elements of NumPy's type ${described}; expected one of ${Object.keys(ELEMENT_TYPES).join(", ")}`,
    );
  if (shape.length > MOST_AXES)
    throw invalid(`the tensor ${name} has ${shape.length} axes; at most ${MOST_AXES} are read`);
  const expected = elementCount(shape) * ELEMENT_BYTES[dtype];
  if (length - end !== expected)
    throw invalid(
      `the tensor ${name} of shape ${formatShape(shape)} takes ${expected} bytes and has ${length - end}`,
    );
  const strides = fortranOrder ? columnMajorStrides(shape) : rowMajorStrides(shape);
  return storedTensor(file, { name, dtype, shape, strides, byteOffset: start + end });
}

/** Where a header ends by its own length; 0 if that cannot be read there. */
function headerEnd(bytes: Buffer): number {
  if (bytes.length < 12) return 0;
  return bytes[6] === 1 ? 10 + bytes.readUInt16LE(8) : 12 + bytes.readUInt32LE(8);
}

function parseHeader(name: string, bytes: Buffer): ReturnType<typeof parseNpyHeader> {
  try {
    return parseNpyHeader(bytes);
  } catch (error) {
    if (!isRegionaryError(error)) throw error;
    throw invalid(`the tensor ${name}: ${error.message.replace(/\.$/, "")}`);
  }
}

import { RegionaryError } from "../errors";
import { elementCount, formatShape } from "./shape";

export type NpyData = Float32Array | Float64Array | Int8Array | Uint8Array | Int32Array | BigInt64Array;

export interface NpyArray {
  readonly shape: number[];
  /** NumPy's own name of the element type, such as "<f4". */
  readonly dtype: string;
  readonly data: NpyData;
}

const elementTypes = {
  "<f4": Float32Array,
  "<f8": Float64Array,
  "|i1": Int8Array,
  "|u1": Uint8Array,
  "<i4": Int32Array,
  "<i8": BigInt64Array,
} as const;

const magic = "\x93NUMPY";

/**
 * Reads NumPy's .npy format, versions 1 to 3, row-major and little-endian. Throws INVALID_INPUT for anything
 * else, and if the data are shorter or longer than the shape says.
 */
export function parseNpy(bytes: Uint8Array): NpyArray {
  const { shape, dtype, start, bytesPerElement } = readNpyHeader(bytes, bytes.byteLength);
  const data = npyElements(dtype, bytes.subarray(start, start + elementCount(shape) * bytesPerElement));
  return { shape, dtype, data };
}

interface NpyLayout {
  readonly shape: number[];
  readonly dtype: string;
  /** Column after column instead of row after row. */
  readonly fortranOrder: boolean;
  readonly end: number;
}

/** What a file's first bytes say about the data, which start at byte `start`. */
interface NpyHeader {
  readonly shape: number[];
  readonly dtype: string;
  readonly start: number;
  readonly bytesPerElement: number;
}

/**
 * Reads the header of a file of this size; `bytes` must hold all of it. Throws INVALID_INPUT as `parseNpy`
 * does.
 */
export function readNpyHeader(bytes: Uint8Array, fileBytes: number): NpyHeader {
  const { shape, dtype, fortranOrder, end } = parseNpyHeader(bytes);
  if (fortranOrder) throw invalid("it must be row-major (C order)");
  const type = elementTypes[dtype as keyof typeof elementTypes];
  if (!type) {
    const known = Object.keys(elementTypes).join(", ");
    throw invalid(`its element type must be one of ${known}, not ${dtype}`);
  }
  const expected = elementCount(shape) * type.BYTES_PER_ELEMENT;
  const found = fileBytes - end;
  if (found !== expected)
    throw invalid(`shape ${formatShape(shape)} takes ${expected} bytes of data; got ${found}`);
  return { shape, dtype, start: end, bytesPerElement: type.BYTES_PER_ELEMENT };
}

/** The elements in a file's data, of a type that `readNpyHeader` accepted. */
export function npyElements(dtype: string, bytes: Uint8Array): NpyData {
  // A copy of its own, because the data need not start where a typed array may (and a Buffer's slice is none).
  return new elementTypes[dtype as keyof typeof elementTypes](new Uint8Array(bytes).buffer);
}

/** What a header says, of any element type and order; the data start at byte `end`. Throws INVALID_INPUT. */
export function parseNpyHeader(bytes: Uint8Array): NpyLayout {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (Buffer.from(bytes.subarray(0, 6)).toString("latin1") !== magic || bytes.length < 12)
    throw invalid("it does not start as one");
  const version = bytes[6]!;
  if (version < 1 || version > 3) throw invalid(`version ${version} is not known`);
  const start = version === 1 ? 10 : 12;
  const end = start + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  const text = Buffer.from(bytes.subarray(start, end)).toString("utf8");
  const dtype = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  const shape = /'shape':\s*\(([^)]*)\)/.exec(text)?.[1];
  if (bytes.length < end || dtype === undefined || shape === undefined)
    throw invalid("its header is not whole");
  const fortranOrder = !/'fortran_order':\s*False/.test(text);
  const lengths = shape.split(",").flatMap((length) => (length.trim() === "" ? [] : [Number(length)]));
  if (!lengths.every((length) => Number.isSafeInteger(length) && length >= 0))
    throw invalid(`its shape (${shape}) is not a list of lengths`);
  return { shape: lengths, dtype, fortranOrder, end };
}

function invalid(reason: string): RegionaryError {
  return new RegionaryError("INVALID_INPUT", `This is not a readable .npy file: ${reason}.`);
}

import { RegionaryError } from "../../errors";
import type { RangedFile } from "../../files/ranged-file";
import { elementCount } from "../../tensor/shape";
import type { CheckpointTensor } from "./checkpoint";
import { ELEMENT_BYTES, type ElementType, floatReader } from "./element-type";
import { gatherStrided, isRowMajor, strideSpan } from "./strides";

/** Where a tensor is in a file, and how it is laid out. Strides are in elements. */
interface StoredLayout {
  readonly name: string;
  readonly dtype: ElementType;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  /** The position of the first element, from the start of the file. */
  readonly byteOffset: number;
}

const CHUNK_ELEMENTS = 1 << 18; // 1 MiB of float32

/**
 * A tensor that is read from `file` in chunks. One whose elements are stored in order is never held whole;
 * a transposed or otherwise strided one is held once, while it is read.
 * Its chunks throw INVALID_CHECKPOINT for integers, for NaN and infinity, and where the file is cut off.
 */
export function storedTensor(file: RangedFile, layout: StoredLayout): CheckpointTensor {
  const { name, dtype, shape } = layout;
  return { name, dtype, shape, chunks: () => readChunks(file, layout) };
}

async function* readChunks(file: RangedFile, layout: StoredLayout): AsyncGenerator<Uint8Array> {
  const { name, dtype, shape, strides, byteOffset } = layout;
  const toFloat32 = floatReader(dtype);
  if (!toFloat32) throw refused(name, `expected floating-point numbers, found ${dtype}`);
  const count = elementCount(shape);
  const bytesEach = ELEMENT_BYTES[dtype];
  const span = isRowMajor(shape, strides)
    ? undefined
    : toFloat32(await file.read(byteOffset, strideSpan(shape, strides) * bytesEach));
  for (let start = 0; start < count; start += CHUNK_ELEMENTS) {
    const length = Math.min(CHUNK_ELEMENTS, count - start);
    const values = span
      ? gatherStrided(span, layout, start, length)
      : toFloat32(await file.read(byteOffset + start * bytesEach, length * bytesEach));
    refuseNonFinite(name, values, start);
    yield new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  }
}

function refuseNonFinite(name: string, values: Float32Array, start: number): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw refused(name, `element ${start + i} is ${values[i]}, and weights must be finite in float32`);
    }
  }
}

function refused(name: string, reason: string): RegionaryError {
  return new RegionaryError("INVALID_CHECKPOINT", `The tensor ${name} cannot be used: ${reason}.`);
}

import type { ResizeFilter } from "../picture-input";
import { kernel, kernelRoom } from "./resize-kernel";
import { type AxisWeights, filterWeights } from "./resize-weights";

/** The source is brought to the kernel in strips of about so many bytes, which stay in a core's cache. */
const STRIP_BYTES = 256 * 1024;
/** What the kernel may read or write beyond a row. */
const MARGIN = 16;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Part of a picture, in whole pixels. */
interface Part extends Size {
  readonly left: number;
  readonly top: number;
}

/**
 * Resizes interleaved 8-bit RGB as PIL does, to the bit: a filter that widens with the reduction (so
 * shrinking is antialiased), first along the rows, then along the columns, with 22-bit fixed-point weights,
 * rounded to 8 bits and clipped to 0..255 after each. An axis that keeps its length is not filtered. Of the
 * result only the `wanted` part is computed, by default all. Returns [height, width, 3] of that part, in memory of its
 * own that threads can share.
 */
export function resize(
  rgb: Uint8Array, // [height, width, 3]
  from: Size,
  to: Size,
  filter: ResizeFilter,
  wanted: Part = { left: 0, top: 0, ...to },
): Uint8Array<SharedArrayBuffer> {
  const result = new Uint8Array(new SharedArrayBuffer(wanted.width * wanted.height * 3));
  const { left, top, width, height } = wanted;
  if ([to, wanted].every((size) => size.width === from.width && size.height === from.height)) {
    result.set(rgb);
    return result;
  }
  // The weights of an axis that keeps its length are 1 or 0, and leave every sample as it is.
  const columns = filterWeights(from.width, to.width, { from: left, length: width }, filter);
  const rows = filterWeights(from.height, to.height, { from: top, length: height }, filter);
  runKernel(rgb, from, { columns, rows }, result);
  return result;
}

function runKernel(
  rgb: Uint8Array,
  { width, height }: Size,
  { columns, rows }: { columns: AxisWeights; rows: AxisWeights },
  result: Uint8Array,
): void {
  const length = columns.first.length;
  const [wide, narrow] = [width * 3, length * 3]; // bytes of a row
  const stripRows = Math.min(Math.ceil(STRIP_BYTES / wide), height);
  const heldRows = Math.min(stripRows + rows.mostPairs * 2, height);
  const { at, memory } = kernelRoom({
    first: columns.first.byteLength,
    pairs: columns.pairs.byteLength,
    weights: columns.weights.byteLength,
    rowWeights: rows.weights.byteLength,
    strip: stripRows * wide + MARGIN,
    held: (heldRows + 1) * narrow + MARGIN,
    result: result.length + MARGIN,
  });
  memory.set(bytesOf(columns.first.map((pixel) => pixel * 3)), at.first);
  memory.set(bytesOf(columns.pairs), at.pairs);
  memory.set(bytesOf(columns.weights), at.weights);
  memory.set(bytesOf(rows.weights), at.rowWeights);

  let begin = rows.first[0]!; // the rows of the source that are held, narrowed
  let end = begin;
  const heldAt = (row: number) => at.held + (row - begin) * narrow;
  for (let y = 0; y < rows.first.length; y++) {
    const above = rows.first[y]!;
    const below = Math.min(above + rows.pairs[y]! * 2, height);
    while (end < below) {
      const count = Math.min(stripRows, height - end);
      if (end + count - begin > heldRows) {
        memory.copyWithin(at.held, heldAt(above), heldAt(end));
        begin = above;
      }
      memory.set(rgb.subarray(end * wide, (end + count) * wide), at.strip);
      const { first, pairs, weights } = at;
      kernel.resizeRows(at.strip, wide, count, heldAt(end), length, first, pairs, weights, columns.mostPairs);
      end += count;
    }
    const weights = at.rowWeights + y * rows.mostPairs * 8;
    kernel.addRows(heldAt(above), narrow, at.result + y * narrow, weights, rows.pairs[y]!);
  }
  result.set(memory.subarray(at.result, at.result + result.length));
}

function bytesOf({ buffer }: { readonly buffer: ArrayBuffer }): Uint8Array {
  return new Uint8Array(buffer);
}

import { elementCount, formatShape } from "./shape";
import type { TensorSource } from "./tensor-source";

/** `count` rows from row `start` on: a slice of the first axis. It reads on to its last row, holding one piece. */
export function rowsOf(source: TensorSource, start: number, count: number): TensorSource {
  const [rows, ...rest] = source.shape;
  if (rows === undefined || start < 0 || count < 0 || start + count > rows)
    throw new Error(`A tensor ${formatShape(source.shape)} has no rows ${start} to ${start + count}.`);
  const rowBytes = 4 * elementCount(rest);
  return {
    shape: [count, ...rest],
    chunks: () => bytesOf(source, start * rowBytes, (start + count) * rowBytes),
  };
}

async function* bytesOf(source: TensorSource, start: number, end: number): AsyncGenerator<Uint8Array> {
  if (start === end) return;
  let position = 0;
  for await (const piece of source.chunks()) {
    const from = Math.max(0, start - position);
    const to = Math.min(piece.byteLength, end - position);
    if (from < to) yield piece.subarray(from, to);
    position += piece.byteLength;
    if (position >= end) return;
  }
}

import type { Pieces } from "./blob-store";

/**
 * The same bytes in pieces of `size`; the last one is shorter, or absent. A piece is valid until the next is
 * requested.
 */
export async function* cutPieces(pieces: Pieces, size: number): AsyncGenerator<Buffer, undefined> {
  let parts: Uint8Array[] = [];
  let missing = size;
  for await (const bytes of pieces) {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + missing);
      parts.push(part);
      at += part.length;
      missing -= part.length;
      if (missing > 0) continue;
      yield joined(parts);
      parts = [];
      missing = size;
    }
  }
  if (parts.length > 0) yield joined(parts);
}

function joined(parts: readonly Uint8Array[]): Buffer {
  const [first, ...others] = parts;
  if (first && others.length === 0) return Buffer.from(first.buffer, first.byteOffset, first.byteLength);
  return Buffer.concat(parts);
}

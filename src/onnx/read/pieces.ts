import { type FileHandle, open } from "node:fs/promises";
import type { RangedFile } from "../../files/ranged-file";

/** Bytes to write: in memory, or a range of a file to be read. */
export type Piece = Buffer | { readonly start: number; readonly length: number };

const COPY_BYTES = 1 << 20;

/** How many bytes some pieces are together. */
export function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}

/** Writes pieces one after another into a new file; ranges are read from `source`. */
export async function writePieces(
  filePath: string,
  source: RangedFile,
  pieces: readonly Piece[],
): Promise<void> {
  const handle = await open(filePath, "wx");
  try {
    for (const piece of pieces) {
      if (Buffer.isBuffer(piece)) await handle.writeFile(piece);
      else await copyRange(source, piece.start, piece.length, handle);
    }
  } finally {
    await handle.close();
  }
}

/** A range of a file, a little at a time; every chunk but the last is a whole number of elements of any type. */
export async function* readRange(source: RangedFile, start: number, length: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < length; done += COPY_BYTES) {
    yield await source.read(start + done, Math.min(COPY_BYTES, length - done));
  }
}

/** Appends a range of one file to another. */
async function copyRange(
  source: RangedFile,
  start: number,
  length: number,
  target: FileHandle,
): Promise<void> {
  for await (const chunk of readRange(source, start, length)) await target.writeFile(chunk);
}

import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";
import type { ExternalData } from "../read/external-data";

/** ONNX Runtime maps external data into memory where each tensor starts at a page. */
const ALIGNMENT_BYTES = 4096;

/** A file beside an ONNX model for its large tensors, one after another. */
export interface ExternalFile {
  /** Adds a tensor piece by piece; resolves to where it is. */
  append(pieces: AsyncIterable<Uint8Array>): Promise<ExternalData>;
  close(): Promise<void>;
}

/** The file is created with its first tensor, and must not exist before. */
export function createExternalFile(filePath: string): ExternalFile {
  let file: FileHandle | undefined;
  let end = 0;
  return {
    async append(pieces) {
      file ??= await open(filePath, "wx");
      const offset = Math.ceil(end / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
      end = offset;
      for await (const piece of pieces) {
        await writeWhole(file, piece, end);
        end += piece.byteLength;
      }
      return { location: path.basename(filePath), offset, length: end - offset };
    },
    async close() {
      await file?.close();
    },
  };
}

/** A single write may take only a part of a large piece. */
async function writeWhole(file: FileHandle, piece: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < piece.byteLength) {
    const rest = piece.subarray(written);
    written += (await file.write(rest, 0, rest.byteLength, position + written)).bytesWritten;
  }
}

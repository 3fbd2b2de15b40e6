import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";
import type { OnnxTensor } from "./onnx-messages";
import { onnxExternalData } from "./onnx-messages";

/** ONNX Runtime maps external data into memory where each tensor starts at a page. */
const alignmentBytes = 4096;

/** A file beside an ONNX model that takes its large tensors, one after the other. */
export interface ExternalData {
  /** Adds a tensor piece by piece; resolves to what the model file says of where it lies. */
  append(pieces: AsyncIterable<Uint8Array>): Promise<Pick<OnnxTensor, "dataLocation" | "externalData">>;
  close(): Promise<void>;
}

/** The file is made when the first tensor comes; there must be none yet. */
export function createExternalData(filePath: string): ExternalData {
  let file: FileHandle | undefined;
  let end = 0;
  return {
    async append(pieces) {
      file ??= await open(filePath, "wx");
      const offset = Math.ceil(end / alignmentBytes) * alignmentBytes;
      end = offset;
      for await (const piece of pieces) {
        await writeWhole(file, piece, end);
        end += piece.byteLength;
      }
      return {
        dataLocation: onnxExternalData,
        externalData: [
          { key: "location", value: path.basename(filePath) },
          { key: "offset", value: String(offset) },
          { key: "length", value: String(end - offset) },
        ],
      };
    },
    async close() {
      await file?.close();
    },
  };
}

/** One write may take only a part of a large piece. */
async function writeWhole(file: FileHandle, piece: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < piece.byteLength) {
    const rest = piece.subarray(written);
    written += (await file.write(rest, 0, rest.byteLength, position + written)).bytesWritten;
  }
}

import { elementCount } from "./shape";
import type { TensorSource } from "./tensor-source";

/** All values of a tensor, in memory of their own. */
export async function readValues(source: TensorSource): Promise<Float32Array<ArrayBuffer>> {
  const values = new Float32Array(elementCount(source.shape));
  const bytes = new Uint8Array(values.buffer);
  let end = 0;
  for await (const piece of source.chunks()) {
    bytes.set(piece, end);
    end += piece.byteLength;
  }
  return values;
}

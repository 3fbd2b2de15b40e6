import { readFile } from "node:fs/promises";
import path from "node:path";
import { openCheckpoint } from "../../src/model/checkpoints/open-checkpoint";
import { parseNpy } from "../../src/tensor/npy";
import { elementCount } from "../../src/tensor/shape";
import type { Tensor32 } from "./graph/run-graph";
import { sharedPath } from "./shared";

/** The numbers of a reference array, float32 or float64. */
export async function referenceArray(folder: string, name: string): Promise<Float32Array | Float64Array> {
  const { data } = parseNpy(await readFile(path.join(sharedPath, "reference", folder, `${name}.npy`)));
  if (data instanceof Float32Array || data instanceof Float64Array) return data;
  throw new Error(`${folder}/${name} holds integers`);
}

/** All float tensors of a reference checkpoint, in memory. */
export async function referenceWeights(folder: string, file: string): Promise<Map<string, Tensor32>> {
  const checkpoint = await openCheckpoint(path.join(sharedPath, "reference", folder, file));
  const weights = new Map<string, Tensor32>();
  try {
    for (const [name, tensor] of checkpoint.tensors) {
      if (name.endsWith("num_batches_tracked")) continue;
      const bytes = new Uint8Array(4 * elementCount(tensor.shape));
      let end = 0;
      for await (const piece of tensor.chunks()) {
        bytes.set(piece, end);
        end += piece.byteLength;
      }
      weights.set(name, { shape: tensor.shape, data: new Float32Array(bytes.buffer) });
    }
  } finally {
    await checkpoint.close();
  }
  return weights;
}

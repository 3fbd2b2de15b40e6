import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Checkpoint } from "../../../src/model/checkpoints/checkpoint";
import { openCheckpoint } from "../../../src/model/checkpoints/open-checkpoint";
import type { TensorSource } from "../../../src/tensor/tensor-source";

/** All of a tensor's values. */
export async function valuesOf(source: TensorSource): Promise<number[]> {
  const values: number[] = [];
  for await (const piece of source.chunks()) {
    const { buffer, byteOffset, byteLength } = piece;
    for (const value of new Float32Array(buffer, byteOffset, byteLength / 4)) values.push(value);
  }
  return values;
}

/** Opens a checkpoint, reads every floating-point tensor whole, and closes it. */
export async function readCheckpoint(file: string) {
  const checkpoint = await openCheckpoint(file);
  try {
    const { format, paths } = checkpoint;
    return { format, paths, tensors: await readTensors(checkpoint) };
  } finally {
    await checkpoint.close();
  }
}

/** `readCheckpoint` of a file with these bytes. */
export async function readCheckpointBytes(directory: string, bytes: Uint8Array) {
  const file = path.join(directory, "checkpoint");
  await writeFile(file, bytes);
  return readCheckpoint(file);
}

async function readTensors({ tensors }: Checkpoint) {
  const read = new Map<string, { dtype: string; shape: readonly number[]; values: number[] }>();
  for (const [name, tensor] of tensors) {
    const { dtype, shape } = tensor;
    read.set(name, { dtype, shape, values: dtype.includes("float") ? await valuesOf(tensor) : [] });
  }
  return read;
}

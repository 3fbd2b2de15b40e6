import { RegionaryError } from "../../errors";
import { openRangedFile, type RangedFile } from "../../files/ranged-file";
import type { Checkpoint, CheckpointTensor } from "./checkpoint";
import { readLegacyCheckpoint } from "./read-legacy";
import { readSafetensors, safetensorsHeaderLength } from "./read-safetensors";
import { readZipCheckpoint } from "./read-zip";

/**
 * Opens PyTorch's `.pth` (legacy or zip) or a safetensors file, told apart by their first bytes. Nothing in
 * the file is ever executed, and only its descriptions are read until a tensor's chunks are requested. A
 * `module.` before every name, which DataParallel leaves, is dropped. Throws INVALID_CHECKPOINT for a file
 * that is cut off, unsafe or of another format. The caller closes it.
 */
export async function openCheckpoint(path: string): Promise<Checkpoint> {
  const file = await openRangedFile(path, "INVALID_CHECKPOINT");
  try {
    const { format, tensors, metadata = {} } = await readDescriptions(file);
    return { format, tensors: withoutModulePrefix(tensors), metadata, close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function withoutModulePrefix(
  tensors: ReadonlyMap<string, CheckpointTensor>,
): ReadonlyMap<string, CheckpointTensor> {
  const prefix = "module.";
  if (![...tensors.keys()].every((name) => name.startsWith(prefix))) return tensors;
  return new Map(
    [...tensors.values()].map((tensor) => {
      const name = tensor.name.slice(prefix.length);
      return [name, { ...tensor, name }];
    }),
  );
}

async function readDescriptions(
  file: RangedFile,
): Promise<Pick<Checkpoint, "format" | "tensors"> & Partial<Checkpoint>> {
  const firstBytes = await file.read(0, Math.min(file.size, 16));
  if (firstBytes.subarray(0, 4).toString("latin1") === "PK\x03\x04") {
    return { format: "pytorch-zip", tensors: await readZipCheckpoint(file) };
  }
  const headerLength = safetensorsHeaderLength(firstBytes);
  if (headerLength !== undefined) {
    return { format: "safetensors", ...(await readSafetensors(file, headerLength)) };
  }
  if (firstBytes[0] === 0x80) return { format: "pytorch-legacy", tensors: await readLegacyCheckpoint(file) };
  throw new RegionaryError(
    "INVALID_CHECKPOINT",
    "Expected a PyTorch checkpoint (.pth) or a safetensors file; the first bytes are of neither.",
  );
}

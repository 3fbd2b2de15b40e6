import path from "node:path";
import { RegionaryError } from "../../errors";
import { foreignContent, TELLING_BYTES } from "../../files/foreign-content";
import { openRangedFile, type RangedFile } from "../../files/ranged-file";
import type { Checkpoint } from "./checkpoint";
import { invalid } from "./invalid-checkpoint";
import { readLegacyCheckpoint } from "./read-legacy";
import { readNpz } from "./read-npz";
import { readSafetensors, safetensorsHeaderLength } from "./read-safetensors";
import { readTorchZip } from "./read-torch-zip";
import { chooseWeights, type WeightSet, type WeightsChoice } from "./weight-set";
import { storedEntries } from "./zip-entries";

/**
 * Opens one file of weights, its tensors named as they are in it, without a prefix where that makes them fit. Throws
 * INVALID_CHECKPOINT, and INVALID_INPUT where the choice is open or cannot be met.
 */
export async function openFile(filePath: string, choice: WeightsChoice = {}): Promise<Checkpoint> {
  const file = await openRangedFile(filePath, "INVALID_CHECKPOINT");
  try {
    const { format, sets, metadata = {} } = await readDescriptions(file, path.basename(filePath));
    const tensors = chooseWeights(sets, choice);
    return { format, paths: [filePath], tensors, metadata, close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

interface Described {
  readonly format: Checkpoint["format"];
  readonly sets: readonly WeightSet[];
  readonly metadata?: Checkpoint["metadata"];
}

async function readDescriptions(file: RangedFile, fileName: string): Promise<Described> {
  const firstBytes = await file.read(0, Math.min(file.size, TELLING_BYTES));
  if (firstBytes.subarray(0, 4).toString("latin1") === "PK\x03\x04") return readZip(file);
  const headerLength = safetensorsHeaderLength(firstBytes);
  if (headerLength !== undefined) {
    const { tensors, metadata } = await readSafetensors(file, headerLength);
    return { format: "safetensors", sets: [only(tensors)], metadata };
  }
  if (firstBytes[0] === 0x80) return { format: "pytorch-legacy", sets: await readLegacyCheckpoint(file) };
  const refusal = foreignContent(fileName, firstBytes, { expected: "a model's weights" });
  if (refusal !== null) throw new RegionaryError("INVALID_CHECKPOINT", refusal);
  throw new RegionaryError(
    "INVALID_CHECKPOINT",
    `Expected a PyTorch checkpoint (.pth, .bin), a safetensors file or NumPy's .npz; the first bytes of ${fileName} are of none.`,
  );
}

async function readZip(file: RangedFile): Promise<Described> {
  const entries = await storedEntries(file);
  const names = [...entries.keys()];
  const pickleName = names.find((name) => /^[^/]+\/data\.pkl$/.test(name));
  if (pickleName !== undefined)
    return { format: "pytorch-zip", sets: await readTorchZip(file, entries, pickleName) };
  if (names.some((name) => name.endsWith(".npy")))
    return { format: "npz", sets: [only(await readNpz(file, entries))] };
  throw invalid(
    "it is a zip archive, but has neither data.pkl as torch.save writes it nor NumPy's .npy files",
  );
}

/** The set of a format that keeps tensors alone, which are checked as they are listed. */
function only(tensors: Checkpoint["tensors"]): WeightSet {
  return { key: "", tensors, check: () => undefined };
}

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
import { storedEntries } from "./zip-entries";

/** Opens one file of weights, its tensors named as they are in it. Throws INVALID_CHECKPOINT. */
export async function openFile(filePath: string): Promise<Checkpoint> {
  const file = await openRangedFile(filePath, "INVALID_CHECKPOINT");
  try {
    const { format, tensors, metadata = {} } = await readDescriptions(file, path.basename(filePath));
    return { format, paths: [filePath], tensors, metadata, close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

type Described = Pick<Checkpoint, "format" | "tensors"> & Partial<Checkpoint>;

async function readDescriptions(file: RangedFile, fileName: string): Promise<Described> {
  const firstBytes = await file.read(0, Math.min(file.size, TELLING_BYTES));
  if (firstBytes.subarray(0, 4).toString("latin1") === "PK\x03\x04") return readZip(file);
  const headerLength = safetensorsHeaderLength(firstBytes);
  if (headerLength !== undefined) {
    return { format: "safetensors", ...(await readSafetensors(file, headerLength)) };
  }
  if (firstBytes[0] === 0x80) return { format: "pytorch-legacy", tensors: await readLegacyCheckpoint(file) };
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
    return { format: "pytorch-zip", tensors: await readTorchZip(file, entries, pickleName) };
  if (names.some((name) => name.endsWith(".npy")))
    return { format: "npz", tensors: await readNpz(file, entries) };
  throw invalid(
    "it is a zip archive, but has neither data.pkl as torch.save writes it nor NumPy's .npy files",
  );
}

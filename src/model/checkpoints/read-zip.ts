import * as yauzl from "yauzl";
import { RegionaryError } from "../../errors";
import type { RangedFile } from "../../files/ranged-file";
import { readPickle } from "../../pickle/read-pickle";
import type { CheckpointTensor } from "./checkpoint";
import { ELEMENT_BYTES } from "./element-type";
import { invalid } from "./invalid-checkpoint";
import { stateDictTensors } from "./state-dict";
import { type StorageReference, torchPickleRules } from "./torch-pickle";

const PICKLE_LIMIT_BYTES = 16 << 20;
const ENTRIES_LIMIT = 100_000;

interface StoredEntry {
  readonly start: number;
  readonly length: number;
}

/**
 * PyTorch's format since 1.6: an uncompressed zip archive with `NAME/data.pkl` and one file `NAME/data/KEY`
 * for each storage, which is therefore read in place.
 */
export async function readZipCheckpoint(file: RangedFile): Promise<Map<string, CheckpointTensor>> {
  const entries = await storedEntries(file);
  const pickleName = [...entries.keys()].find((name) => /^[^/]+\/data\.pkl$/.test(name));
  if (pickleName === undefined)
    throw invalid("it is a zip archive, but has no data.pkl as torch.save writes it");
  const directory = pickleName.slice(0, -"data.pkl".length);
  const byteOrder = entries.get(`${directory}byteorder`);
  if (
    byteOrder &&
    (await file.read(byteOrder.start, Math.min(byteOrder.length, 16))).toString() !== "little"
  ) {
    throw invalid("it was written on a big-endian machine");
  }
  const pickle = entries.get(pickleName)!;
  if (pickle.length > PICKLE_LIMIT_BYTES) {
    throw invalid(`its data.pkl has ${pickle.length} bytes; at most ${PICKLE_LIMIT_BYTES} are read`);
  }
  const storages = new Map<string, StorageReference>();
  const { value } = readPickle(await file.read(pickle.start, pickle.length), 0, torchPickleRules(storages));
  const starts = new Map<string, number>();
  for (const storage of storages.values()) {
    const entry = entries.get(`${directory}data/${storage.key}`);
    const expected = storage.count * ELEMENT_BYTES[storage.dtype];
    const found = entry ? Math.min(entry.length, file.size - entry.start) : 0;
    if (entry && found < expected) {
      throw invalid(
        `the storage ${JSON.stringify(storage.key)} should have ${expected} bytes and has ${found}`,
      );
    }
    if (entry) starts.set(storage.key, entry.start);
  }
  return stateDictTensors(value, starts, file);
}

async function storedEntries(file: RangedFile): Promise<Map<string, StoredEntry>> {
  const entries = new Map<string, StoredEntry>();
  try {
    const archive = await yauzl.fromFdPromise(file.fd, { autoClose: false, lazyEntries: true });
    if (archive.entryCount > ENTRIES_LIMIT)
      throw invalid(`it has more than ${ENTRIES_LIMIT} files in its archive`);
    for await (const entry of archive.eachEntry()) {
      if (entry.compressionMethod !== 0 || entry.isEncrypted()) {
        throw invalid(
          `${entry.fileName} in its archive is compressed or encrypted, which torch.save does not do`,
        );
      }
      if (entries.has(entry.fileName)) throw invalid(`${entry.fileName} is twice in its archive`);
      const { fileDataStart } = await archive.readLocalFileHeaderPromise(entry, { minimal: true });
      entries.set(entry.fileName, { start: fileDataStart, length: entry.uncompressedSize });
    }
  } catch (cause) {
    if (cause instanceof RegionaryError) throw cause;
    throw new RegionaryError(
      "INVALID_CHECKPOINT",
      `This checkpoint cannot be read: its zip archive is damaged or cut off (${(cause as Error).message}).`,
      {},
      { cause },
    );
  }
  return entries;
}

import type { RangedFile } from "../../files/ranged-file";
import { readPickle } from "../../pickle/read-pickle";
import { ELEMENT_BYTES } from "./element-type";
import { invalid } from "./invalid-checkpoint";
import { pickledWeights } from "./pickled-weights";
import { type StorageReference, torchPickleRules } from "./torch-pickle";
import type { WeightSet } from "./weight-set";
import type { StoredEntry } from "./zip-entries";

const PICKLE_LIMIT_BYTES = 16 << 20;

/**
 * PyTorch's format since 1.6: an uncompressed zip archive with `NAME/data.pkl` and one file `NAME/data/KEY`
 * for each storage, which is therefore read in place.
 */
export async function readTorchZip(
  file: RangedFile,
  entries: ReadonlyMap<string, StoredEntry>,
  pickleName: string,
): Promise<WeightSet[]> {
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
  return pickledWeights(value, starts, file);
}

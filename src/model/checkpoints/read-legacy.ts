import type { RangedFile } from "../../files/ranged-file";
import type { PickleRules } from "../../pickle/pickle-rules";
import { readPickle } from "../../pickle/read-pickle";
import { ELEMENT_BYTES } from "./element-type";
import { invalid } from "./invalid-checkpoint";
import { pickledWeights } from "./pickled-weights";
import { isKey, type StorageReference, torchPickleRules } from "./torch-pickle";
import type { WeightSet } from "./weight-set";

/** The first pickle of a legacy checkpoint holds this number (`torch.serialization.MAGIC_NUMBER`). */
const MAGIC_NUMBER = 0x1950a86a20f9469cfc6cn;
const PROTOCOL_VERSION = 1001;

/** VGG19's pickles take 3 KB and a thousand-layer network's less than 1 MB. */
const PICKLES_LIMIT_BYTES = 16 << 20;

/**
 * PyTorch's format before 1.6: five pickles one after another (magic number, protocol version, machine,
 * object, storage keys), then each storage in the order of the keys as its element count (int64) and its
 * elements.
 */
export async function readLegacyCheckpoint(file: RangedFile): Promise<WeightSet[]> {
  const bytes = await file.read(0, Math.min(file.size, PICKLES_LIMIT_BYTES));
  const storages = new Map<string, StorageReference>();
  const rules = torchPickleRules(storages);
  const plain: PickleRules = { ...rules, globals: new Map(), others: "refused" };
  const magic = readPickle(bytes, 0, plain);
  if (magic.value !== MAGIC_NUMBER) throw invalid("it is a pickle, but not one that torch.save wrote");
  const version = readPickle(bytes, magic.end, plain);
  if (version.value !== PROTOCOL_VERSION) {
    const found = isKey(version.value) ? `, found ${version.value}` : "";
    throw invalid(`expected version ${PROTOCOL_VERSION} of the legacy format${found}`);
  }
  const machine = readPickle(bytes, version.end, plain);
  if (!(machine.value instanceof Map) || machine.value.get("little_endian") !== true) {
    throw invalid("it was written on a big-endian machine");
  }
  const object = readPickle(bytes, machine.end, rules);
  const keys = readPickle(bytes, object.end, plain);
  if (!Array.isArray(keys.value) || !keys.value.every(isKey))
    throw invalid("the list of its storages is missing");
  return pickledWeights(object.value, await storageStarts(file, keys.value, storages, keys.end), file);
}

async function storageStarts(
  file: RangedFile,
  keys: readonly (string | number)[],
  storages: ReadonlyMap<string, StorageReference>,
  firstOffset: number,
): Promise<Map<string, number>> {
  const starts = new Map<string, number>();
  let offset = firstOffset;
  for (const key of keys.map(String)) {
    const storage = storages.get(key);
    if (!storage) throw invalid(`it lists the storage ${JSON.stringify(key)}, which no tensor describes`);
    const count = (await file.read(offset, 8)).readBigInt64LE();
    if (count !== BigInt(storage.count)) {
      throw invalid(
        `the storage ${JSON.stringify(key)} should have ${storage.count} elements and has ${count}`,
      );
    }
    starts.set(key, offset + 8);
    offset += 8 + storage.count * ELEMENT_BYTES[storage.dtype];
    if (offset > file.size) {
      throw invalid(`it is cut off: expected at least ${offset} bytes, found ${file.size}`);
    }
  }
  return starts;
}

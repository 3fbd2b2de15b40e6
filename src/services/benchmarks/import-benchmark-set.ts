import { isRegionaryError, RegionaryError } from "../../errors";
import { pictureSizes } from "../../pictures/picture-sizes";
import {
  addBenchmarkSet,
  type BenchmarkSetRow,
  deleteBenchmarkSet,
  type FeatureType,
  findBenchmarkSetByName,
  type NewBenchmarkSet,
} from "../../storage/benchmarks/benchmark-sets";
import type { Database } from "../../storage/database/database";
import { readPicture } from "../images/read-picture";
import { asDrawn } from "./as-drawn";
import type { ImportItem, ImportSource } from "./import-source";
import { withoutLeftOut } from "./left-out-images";
import {
  otherSet,
  refuseOtherItems,
  refuseOtherOutline,
  refuseOtherVocabulary,
  type SetOutline,
} from "./refuse-other-source";
import { setVocabulary, type VectorSource } from "./set-vocabulary";
import { itemLabels, storeItems } from "./store-items";

const MAX_NAME_LENGTH = 200;
const UNSTORABLE = /[\p{Cc}\p{Cs}]/u; // a database cannot store half a surrogate pair as text

export interface BenchmarkImport {
  readonly name: string;
  readonly source: ImportSource;
  /** Left out, labels get their vectors when a model first needs them. */
  readonly vectors?: VectorSource;
  /** How a set of features is kept; half precision, at half the size, by default. */
  readonly featureType?: FeatureType;
  /** Leaves out images whose pictures cannot be read, instead of ending at the first. */
  readonly skipBroken?: boolean;
}

interface ImportOptions {
  readonly signal?: AbortSignal;
  /** What it throws ends the import. */
  readonly onProgress?: (done: number, total: number) => Promise<void> | void;
  /** Leaves nothing of a new set that fails, instead of what the next import goes on from. */
  readonly allOrNothing?: boolean;
  /**
   * An unfinished set of the name that the import cannot go on with is replaced. Only for who is alone with the
   * name: another import of it may be at work.
   */
  readonly startsOver?: boolean;
}

/** INVALID_INPUT for what cannot be a set's name. */
export function checkSetName(name: string): void {
  if (name.trim() === name && name !== "" && name.length <= MAX_NAME_LENGTH && !UNSTORABLE.test(name)) return;
  const expected = `1 to ${MAX_NAME_LENGTH} characters, none of them a control character or a space at an end`;
  throw new RegionaryError("INVALID_INPUT", `A benchmark set's name has ${expected}.`);
}

/**
 * Stores a benchmark set, item by item in its order. After a failure or a crash the same import goes on after
 * the last item stored; importing a complete set again changes nothing. CONFLICT if the name belongs to a set
 * of other labels, size or kind, or if the source has changed since.
 */
export async function importBenchmarkSet(
  db: Database,
  request: BenchmarkImport,
  options: ImportOptions = {},
): Promise<{ set: BenchmarkSetRow; alreadyStored: boolean }> {
  checkSetName(request.name);
  const { set, alreadyStored, ...items } = await beginSet(db, request, options).catch(async (error) => {
    if (!options.startsOver || !(await removeUnfinished(db, request.name, error))) throw error;
    return beginSet(db, request, options);
  });
  if (set.contentHash) return { set, alreadyStored: true };
  try {
    return { set: await storeItems(db, set, items, options), alreadyStored: false };
  } catch (error) {
    // At a CONFLICT another import stores the same set, which is now that one's.
    const isOthers = isRegionaryError(error) && error.code === "CONFLICT";
    // Whatever else goes wrong here, why there is no set is what the caller has to know.
    if (options.allOrNothing && !alreadyStored && !isOthers)
      await deleteBenchmarkSet(db, set.id).catch(() => undefined);
    throw error;
  }
}

/** The set to go on with, stored now or before. */
async function beginSet(
  db: Database,
  { name, source, vectors, featureType = "FLOAT16", skipBroken = false }: BenchmarkImport,
  { signal, startsOver = false }: ImportOptions,
) {
  const outline: SetOutline = {
    kind: source.kind,
    format: source.format,
    protocol: source.protocol,
    unlisted: source.unlisted,
    labelKeys: source.labels.map(({ key }) => key),
    featureShape: source.featureShape ?? null,
    featureType: source.kind === "FEATURES" ? featureType : null,
    total: source.count,
  };
  const earlier = await findBenchmarkSetByName(db, name);
  // Before a vocabulary is made that nothing would use.
  if (earlier) refuseOtherOutline(earlier, outline);
  // What it left out may be readable by now.
  if (earlier && startsOver && !earlier.contentHash && earlier.leftOut.length > 0) throw otherSet(name);
  const { vocabularyId, labelKeys, positions } = await setVocabulary(db, name, source.labels, {
    source: vectors ?? null,
    earlier,
  });
  const wanted: NewBenchmarkSet = { ...outline, name, vocabularyId, labelKeys };
  const { set, alreadyStored } = await addBenchmarkSet(db, wanted);
  if (alreadyStored) {
    refuseOtherOutline(set, wanted);
    refuseOtherVocabulary(set, wanted);
    await refuseChanged(db, set, withoutLeftOut(source, set.leftOut), positions, signal);
  }
  return { set, alreadyStored, source, positions, featureType, labelKeys, skipBroken };
}

/** Whether `error` says that a set of that name is in the way which is not complete: then it is removed. */
async function removeUnfinished(db: Database, name: string, error: unknown): Promise<boolean> {
  if (!isRegionaryError(error) || error.code !== "CONFLICT") return false;
  const set = await findBenchmarkSetByName(db, name);
  return set !== null && !set.contentHash && deleteBenchmarkSet(db, set.id);
}

/** Boxes of a picture whose size the source does not know were cut at the edges that it has. */
async function asStored(item: ImportItem, format: ImportSource["format"]): Promise<ImportItem> {
  const { content } = item;
  if (content.kind !== "image" || content.stated?.size !== null || !item.boxes?.length) return item;
  const { boxes } = await asDrawn(format, item, async () => pictureSizes(await readPicture(content.file)));
  return { ...item, boxes };
}

/**
 * Whether the source still begins with what is stored. The labels of pictures are in memory, so all are compared;
 * of a file of features, which takes long to read, the last one.
 */
async function refuseChanged(
  db: Database,
  set: BenchmarkSetRow,
  source: ImportSource,
  positions: readonly number[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const from = source.kind === "IMAGES" ? 0 : Math.max(0, set.stored - 1);
  async function* items() {
    for await (const item of source.items(from, signal)) {
      yield { name: item.name, labels: itemLabels(await asStored(item, source.format), positions) };
    }
  }
  await refuseOtherItems(db, set, from, items());
}

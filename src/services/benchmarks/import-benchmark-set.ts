import { createHash } from "node:crypto";
import type { BenchmarkSource, SourceItem } from "../../datasets/benchmark-source";
import { isRegionaryError, RegionaryError } from "../../errors";
import { appendBenchmarkItems, type NewBenchmarkItem } from "../../storage/benchmarks/benchmark-items";
import {
  addBenchmarkSet,
  type BenchmarkSetRow,
  completeBenchmarkSet,
  deleteBenchmarkSet,
  type FeatureType,
  findBenchmarkSetByName,
  type NewBenchmarkSet,
} from "../../storage/benchmarks/benchmark-sets";
import type { Database } from "../../storage/database/database";
import { type ItemContent, storeContent } from "./item-content";
import {
  type ItemLabels,
  refuseOtherItems,
  refuseOtherOutline,
  refuseOtherVocabulary,
  type SetOutline,
} from "./refuse-other-source";
import { setVocabulary, type VectorSource } from "./set-vocabulary";

const ITEMS_PER_WRITE = 64;
const IMAGES_AT_ONCE = 4;
const MAX_NAME_LENGTH = 200;
const UNSTORABLE = /[\p{Cc}\p{Cs}]/u; // a database cannot store half a surrogate pair as text

export type ImportItem = Omit<SourceItem, "content"> & { readonly content: ItemContent };
export type ImportSource = Omit<BenchmarkSource, "items"> & {
  items(from: number, signal?: AbortSignal): AsyncIterable<ImportItem>;
};

export interface BenchmarkImport {
  readonly name: string;
  readonly source: ImportSource;
  /** Left out, labels get their vectors when a model first needs them. */
  readonly vectors?: VectorSource;
  /** How a set of features is kept; half precision, at half the size, by default. */
  readonly featureType?: FeatureType;
}

interface ImportOptions {
  readonly signal?: AbortSignal;
  /** What it throws ends the import. */
  readonly onProgress?: (stored: number, total: number) => Promise<void> | void;
  /** Leaves nothing of a new set that fails, instead of what the next import goes on from. */
  readonly allOrNothing?: boolean;
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
  { name, source, vectors, featureType = "FLOAT16" }: BenchmarkImport,
  options: ImportOptions = {},
): Promise<{ set: BenchmarkSetRow; alreadyStored: boolean }> {
  checkSetName(name);
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
  const { vocabularyId, labelKeys, positions } = await setVocabulary(db, name, source.labels, {
    source: vectors ?? null,
    earlier,
  });
  const wanted: NewBenchmarkSet = { ...outline, name, vocabularyId, labelKeys };
  const { set, alreadyStored } = await addBenchmarkSet(db, wanted);
  if (alreadyStored) {
    refuseOtherOutline(set, wanted);
    refuseOtherVocabulary(set, wanted);
    await refuseChanged(db, set, source, positions, options.signal);
  }
  if (set.contentHash) return { set, alreadyStored: true };
  try {
    const items = { source, positions, featureType, labelKeys };
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

interface SetItems {
  readonly source: ImportSource;
  readonly positions: readonly number[];
  readonly featureType: FeatureType;
  readonly labelKeys: readonly string[];
}

/** Stores what a set lacks, and completes it. */
async function storeItems(
  db: Database,
  set: BenchmarkSetRow,
  { source, positions, featureType, labelKeys }: SetItems,
  { signal, onProgress = () => undefined }: ImportOptions,
): Promise<BenchmarkSetRow> {
  let stored = set.stored;
  let waiting: ImportItem[] = [];
  const flush = async () => {
    const items = await inGroups(waiting, (item) => newItem(db, item, positions, featureType));
    await appendBenchmarkItems(db, set.id, stored, items);
    stored += items.length;
    waiting = [];
    await onProgress(stored, source.count);
  };
  for await (const item of source.items(stored, signal)) {
    waiting.push(item);
    if (waiting.length < ITEMS_PER_WRITE) continue;
    signal?.throwIfAborted();
    await flush();
  }
  signal?.throwIfAborted();
  if (waiting.length > 0) await flush();
  const { format, kind, protocol, unlisted } = source;
  const header = JSON.stringify({
    format,
    kind,
    protocol,
    unlisted,
    labelKeys,
    featureType: set.featureType,
  });
  return completeBenchmarkSet(db, set.id, header);
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
      yield { name: item.name, labels: itemLabels(item, positions) };
    }
  }
  await refuseOtherItems(db, set, from, items());
}

async function inGroups<I, R>(items: readonly I[], work: (item: I) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += IMAGES_AT_ONCE) {
    results.push(...(await Promise.all(items.slice(start, start + IMAGES_AT_ONCE).map(work))));
  }
  return results;
}

/** Its labels as positions in the vocabulary, ascending. */
function itemLabels(item: ImportItem, positions: readonly number[]): ItemLabels {
  const inVocabulary = (labels: readonly number[]) =>
    labels.map((label) => positions[label]!).sort((a, b) => a - b);
  return {
    present: inVocabulary(item.present),
    absent: inVocabulary(item.absent),
    unknown: inVocabulary(item.unknown),
    boxes: item.boxes?.map((box) => ({ ...box, label: positions[box.label]! })) ?? null,
  };
}

async function newItem(
  db: Database,
  item: ImportItem,
  positions: readonly number[],
  featureType: FeatureType,
): Promise<NewBenchmarkItem> {
  const { name } = item;
  const labels = itemLabels(item, positions);
  const { contentHash, ...columns } = await storeContent(db, name, item.content, featureType);
  const hash = createHash("sha256")
    .update(JSON.stringify([name, labels, contentHash]))
    .digest();
  return { name, ...labels, ...columns, hash };
}

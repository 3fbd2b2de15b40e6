import { createHash } from "node:crypto";
import { RegionaryError } from "../../errors";
import { appendBenchmarkItems, type NewBenchmarkItem } from "../../storage/benchmarks/benchmark-items";
import {
  type BenchmarkSetRow,
  completeBenchmarkSet,
  type FeatureType,
  type LeftOut,
} from "../../storage/benchmarks/benchmark-sets";
import { settleOrientations } from "../../storage/benchmarks/picture-orientations";
import type { Database } from "../../storage/database/database";
import { asDrawn } from "./as-drawn";
import type { ImportItem, ImportSource } from "./import-source";
import { BrokenPicture, storeContent } from "./item-content";
import { brokenPictures } from "./left-out-images";
import { orientationRemarks } from "./orientation-remarks";
import type { ItemLabels } from "./refuse-other-source";

const ITEMS_PER_WRITE = 64;
const IMAGES_AT_ONCE = 4;

interface SetItems {
  readonly source: ImportSource;
  /** The position in the vocabulary of each of the source's labels. */
  readonly positions: readonly number[];
  readonly featureType: FeatureType;
  readonly labelKeys: readonly string[];
  /** Whether images whose pictures cannot be read are left out. */
  readonly skipBroken: boolean;
}

interface Storing {
  readonly signal?: AbortSignal;
  /** What it throws ends the import. */
  readonly onProgress?: (done: number, total: number) => Promise<void> | void;
}

/** Stores what a set lacks, and completes it. */
export async function storeItems(
  db: Database,
  set: BenchmarkSetRow,
  items: SetItems,
  { signal, onProgress = () => undefined }: Storing,
): Promise<BenchmarkSetRow> {
  const { source, labelKeys } = items;
  const leftOut: LeftOut[] = [...set.leftOut];
  let stored = set.stored;
  let waiting: ImportItem[] = [];
  const flush = async () => {
    const first = stored + leftOut.length;
    const made = await inGroups(waiting, (item, index) => itemOrReason(db, item, first + index, items));
    const kept = made.filter((of) => "hash" in of);
    const others = made.filter((of) => "reason" in of);
    await appendBenchmarkItems(db, set.id, stored, kept, others);
    stored += kept.length;
    leftOut.push(...others);
    waiting = [];
    await onProgress(stored + leftOut.length, source.count);
  };
  for await (const item of source.items(stored + leftOut.length, signal)) {
    waiting.push(item);
    if (waiting.length < ITEMS_PER_WRITE) continue;
    signal?.throwIfAborted();
    await flush();
  }
  signal?.throwIfAborted();
  if (waiting.length > 0) await flush();
  if (stored === 0 && leftOut[0]) throw noneReadable(leftOut[0], leftOut.length);
  const { format, kind, protocol, unlisted } = source;
  const header = JSON.stringify({
    format,
    kind,
    protocol,
    unlisted,
    labelKeys,
    featureType: set.featureType,
  });
  const turned = source.kind === "IMAGES" ? await settleOrientations(db, set.id) : [];
  const remarks = [
    ...(source.remarks ?? []),
    ...brokenPictures(leftOut, source.count),
    ...orientationRemarks(turned, stored),
  ];
  return completeBenchmarkSet(db, set.id, header, remarks);
}

function noneReadable({ name, reason }: LeftOut, count: number): RegionaryError {
  const message = `None of the set's ${count} pictures can be read. The first, "${name}": ${reason} Check that they are pictures, and the folder that was given.`;
  return new RegionaryError("INVALID_DATASET", message);
}

/** The first of the items that fails, in their order, is the one whose error is thrown. */
async function inGroups<I, R>(
  items: readonly I[],
  work: (item: I, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += IMAGES_AT_ONCE) {
    const group = items.slice(start, start + IMAGES_AT_ONCE);
    for (const end of await Promise.allSettled(group.map((item, index) => work(item, start + index)))) {
      if (end.status === "rejected") throw end.reason;
      results.push(end.value);
    }
  }
  return results;
}

/** Its labels as positions in the vocabulary, ascending. */
export function itemLabels(item: ImportItem, positions: readonly number[]): ItemLabels {
  const inVocabulary = (labels: readonly number[]) =>
    labels.map((label) => positions[label]!).sort((a, b) => a - b);
  return {
    present: inVocabulary(item.present),
    absent: inVocabulary(item.absent),
    unknown: inVocabulary(item.unknown),
    boxes: item.boxes?.map((box) => ({ ...box, label: positions[box.label]! })) ?? null,
  };
}

async function itemOrReason(
  db: Database,
  item: ImportItem,
  place: number,
  items: SetItems,
): Promise<NewBenchmarkItem | LeftOut> {
  try {
    return await newItem(db, item, items);
  } catch (error) {
    if (!items.skipBroken || !(error instanceof BrokenPicture)) throw error;
    return { place, name: item.name, reason: error.reason.slice(0, MAX_REASON_LENGTH) };
  }
}

const MAX_REASON_LENGTH = 300;

async function newItem(
  db: Database,
  item: ImportItem,
  { source, positions, featureType }: SetItems,
): Promise<NewBenchmarkItem> {
  const { name } = item;
  const { contentHash, sizes, ...columns } = await storeContent(db, name, item.content, featureType);
  const { boxes, orientation } = await asDrawn(source.format, item, sizes!);
  const labels = itemLabels({ ...item, boxes }, positions);
  const hash = createHash("sha256")
    .update(JSON.stringify([name, labels, contentHash]))
    .digest();
  return { name, ...labels, ...columns, orientation, hash };
}

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { BenchmarkSource, SourceItem } from "../../datasets/benchmark-source";
import { isRegionaryError, RegionaryError } from "../../errors";
import { appendBenchmarkItems, type NewBenchmarkItem } from "../../storage/benchmark-items";
import {
  addBenchmarkSet,
  type BenchmarkSetRow,
  completeBenchmarkSet,
  type FeatureType,
  type NewBenchmarkSet,
} from "../../storage/benchmark-sets";
import type { Database } from "../../storage/database";
import { toFloat16 } from "../../tensor/float16";
import { addImage } from "../add-image";
import { setVocabulary, type VectorSource } from "./set-vocabulary";

const ITEMS_PER_WRITE = 64;
const IMAGES_AT_ONCE = 4;
const MAX_NAME_LENGTH = 200;

/** Images that are stored already take part by their id. */
export type ImportItem = Omit<SourceItem, "content"> & {
  readonly content:
    | SourceItem["content"]
    | { readonly kind: "stored"; readonly imageId: string; readonly sha256: string };
};
export type ImportSource = Omit<BenchmarkSource, "items"> & {
  items(from: number, signal?: AbortSignal): AsyncIterable<ImportItem>;
};

export interface BenchmarkImport {
  readonly name: string;
  readonly source: ImportSource;
  readonly vectors: VectorSource;
  /** How a set of features is kept; half precision, at half the size, by default. */
  readonly featureType?: FeatureType;
}

export interface ImportOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (stored: number, total: number) => void;
}

/**
 * Stores a benchmark set, item by item in its order. After a failure or a crash the same import goes on
 * behind the last item stored, and one of a complete set changes nothing. CONFLICT if the name belongs to a
 * set of other labels, size or kind.
 */
export async function importBenchmarkSet(
  db: Database,
  { name, source, vectors, featureType = "FLOAT16" }: BenchmarkImport,
  { signal, onProgress = () => undefined }: ImportOptions = {},
): Promise<{ set: BenchmarkSetRow; alreadyStored: boolean }> {
  if (name.trim() !== name || name.length < 1 || name.length > MAX_NAME_LENGTH || name.includes("\0")) {
    const expected = `1 to ${MAX_NAME_LENGTH} characters, none of them a space at an end`;
    throw new RegionaryError("INVALID_INPUT", `A benchmark set's name has ${expected}.`);
  }
  const { vocabularyId, labelKeys, positions } = await setVocabulary(db, name, source.labels, vectors);
  const isFeatures = source.kind === "FEATURES";
  const wanted: NewBenchmarkSet = {
    name,
    kind: source.kind,
    format: source.format,
    protocol: source.protocol,
    unlisted: source.unlisted,
    vocabularyId,
    labelKeys,
    featureShape: source.featureShape ?? null,
    featureType: isFeatures ? featureType : null,
    total: source.count,
  };
  const { set, alreadyStored } = await addBenchmarkSet(db, wanted);
  if (alreadyStored) refuseOther(set, wanted);
  if (set.contentHash) return { set, alreadyStored: true };

  let stored = set.stored;
  let waiting: ImportItem[] = [];
  const flush = async () => {
    const items = await inGroups(waiting, (item) => newItem(db, item, positions, featureType));
    await appendBenchmarkItems(db, set.id, stored, items);
    stored += items.length;
    waiting = [];
    onProgress(stored, source.count);
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
  return { set: await completeBenchmarkSet(db, set.id, header), alreadyStored: false };
}

/** The same set, or another one under its name? */
function refuseOther(set: BenchmarkSetRow, wanted: NewBenchmarkSet): void {
  const signature = (of: Omit<NewBenchmarkSet, "name">) =>
    JSON.stringify([
      ...[of.kind, of.format, of.protocol, of.unlisted, of.vocabularyId, of.labelKeys],
      ...[of.featureType, of.total],
    ]);
  if (signature({ ...set, featureShape: null }) === signature(wanted)) return;
  throw new RegionaryError(
    "CONFLICT",
    `There is a benchmark set named "${set.name}" with other labels, another size or of another kind. Choose another name, or delete it first.`,
  );
}

async function inGroups<I, R>(items: readonly I[], work: (item: I) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += IMAGES_AT_ONCE) {
    results.push(...(await Promise.all(items.slice(start, start + IMAGES_AT_ONCE).map(work))));
  }
  return results;
}

async function newItem(
  db: Database,
  { name, content, ...item }: ImportItem,
  positions: readonly number[],
  featureType: FeatureType,
): Promise<NewBenchmarkItem> {
  const inVocabulary = (labels: readonly number[]) =>
    labels.map((label) => positions[label]!).sort((a, b) => a - b);
  const labels = {
    present: inVocabulary(item.present),
    absent: inVocabulary(item.absent),
    unknown: inVocabulary(item.unknown),
    boxes: item.boxes?.map((box) => ({ ...box, label: positions[box.label]! })) ?? null,
  };
  const rest = await contentOf(db, name, content, featureType);
  const hash = createHash("sha256")
    .update(JSON.stringify([name, labels, rest.contentHash]))
    .digest();
  const { contentHash: _, ...columns } = rest;
  return { name, ...labels, ...columns, hash };
}

/** What of an item is stored beside its labels. */
interface StoredContent {
  readonly imageId: string | null;
  readonly features: Uint8Array | null;
  readonly global: Uint8Array | null;
  readonly contentHash: string;
}

async function contentOf(
  db: Database,
  name: string,
  content: ImportItem["content"],
  featureType: FeatureType,
): Promise<StoredContent> {
  if (content.kind === "features") {
    const bytes = (values: Float32Array) => {
      const kept = featureType === "FLOAT16" ? toFloat16(values) : values;
      return new Uint8Array(kept.buffer, kept.byteOffset, kept.byteLength);
    };
    const features = bytes(content.features);
    const global = content.global && bytes(content.global);
    const hash = createHash("sha256").update(features);
    if (global) hash.update(global);
    return { imageId: null, features, global, contentHash: hash.digest("hex") };
  }
  const { id, sha256 } =
    content.kind === "stored"
      ? { id: content.imageId, sha256: content.sha256 }
      : (await addFile(db, name, content.file)).image;
  return { imageId: id, features: null, global: null, contentHash: sha256 };
}

/** A picture that cannot be stored ends the import: a benchmark with holes would not be the benchmark. */
async function addFile(db: Database, name: string, file: string) {
  try {
    return await addImage(db, { bytes: await readFile(file), name: name.slice(-255) });
  } catch (error) {
    if (isRegionaryError(error)) {
      const message = `The picture "${name}" of the set: ${error.message} Mend or remove it, then import again.`;
      throw new RegionaryError(error.code, message, error.details, { cause: error });
    }
    const { code } = error as NodeJS.ErrnoException;
    if (!code || !["ENOENT", "EACCES", "EISDIR"].includes(code)) throw error;
    throw new RegionaryError(
      "NOT_FOUND",
      `The picture "${name}" of the set cannot be read (${code}). Put it there, then import again.`,
      {},
      { cause: error },
    );
  }
}

import { RegionaryError } from "../../errors";
import type { BenchmarkSetRow } from "../../storage/benchmarks/benchmark-sets";
import type { Database } from "../../storage/database/database";
import { findImages } from "../../storage/images/images";
import { findVocabularies, listLabels } from "../../storage/vocabularies/vocabularies";
import { notFound } from "../not-found";
import { importBenchmarkSet } from "./import-benchmark-set";
import type { ImportItem, ImportSource } from "./import-source";

const MAX_IMAGES = 10_000;
const MAX_NAMED = 20; // the most mistakes that an error names

/** A stored image with its labels, by name. */
interface LabeledImage {
  readonly imageId: string;
  readonly present: readonly string[];
  /** Labels known to be absent; needed only where an unlisted label is unknown. */
  readonly absent?: readonly string[] | null;
}

interface BenchmarkSetToCreate {
  readonly name: string;
  readonly vocabularyId: string;
  /** What a label is for an image that does not list it. */
  readonly unlisted: "ABSENT" | "UNKNOWN";
  readonly images: readonly LabeledImage[];
}

/** Makes a benchmark set of stored images; repeating it changes nothing. */
export async function createBenchmarkSet(
  db: Database,
  { name, vocabularyId, unlisted, images }: BenchmarkSetToCreate,
): Promise<{ set: BenchmarkSetRow; alreadyStored: boolean }> {
  if (images.length < 1 || images.length > MAX_IMAGES) {
    throw new RegionaryError(
      "INVALID_INPUT",
      `A set made of stored images must have 1 to ${MAX_IMAGES}; got ${images.length}. Import larger sets with bin/regionary benchmarks import.`,
    );
  }
  const [vocabulary] = await findVocabularies(db, [vocabularyId]);
  if (!vocabulary) throw notFound("vocabulary");
  const { rows: labels } = await listLabels(db, vocabularyId, { first: vocabulary.labelCount });
  const items = await labeledItems(db, images, new Map(labels.map((row) => [row.label, row.position])));
  const source: ImportSource = {
    format: "stored-images",
    kind: "IMAGES",
    protocol: "custom",
    unlisted,
    count: items.length,
    labels: labels.map(({ label, training }) => ({ key: label, name: label, training })),
    async *items(from) {
      yield* items.slice(from);
    },
    close: async () => {},
  };
  return importBenchmarkSet(db, { name, vectors: { vocabularyId }, source }, { allOrNothing: true });
}

/** The images in their order, each once and with labels of the vocabulary that do not contradict each other. */
async function labeledItems(
  db: Database,
  images: readonly LabeledImage[],
  positions: ReadonlyMap<string, number>,
): Promise<ImportItem[]> {
  const ids = images.map(({ imageId }) => imageId);
  const stored = new Map((await findImages(db, [...new Set(ids)])).map((row) => [row.id, row]));
  const mistakes: string[] = [];
  const seen = new Set<string>();
  const items = images.flatMap(({ imageId, present, absent }, place): ImportItem[] => {
    const image = stored.get(imageId);
    if (!image) mistakes.push(`images[${place}] is not stored`);
    if (seen.has(imageId)) mistakes.push(`images[${place}] is in the set twice`);
    seen.add(imageId);
    const find = (names: readonly string[]) =>
      [...new Set(names)].flatMap((label) => {
        const position = positions.get(label);
        if (position !== undefined) return [position];
        mistakes.push(`images[${place}] has the label "${label}", which is not in the vocabulary`);
        return [];
      });
    const is = { present: find(present), absent: find(absent ?? []) };
    const isPresent = new Set(is.present);
    if (is.absent.some((position) => isPresent.has(position)))
      mistakes.push(`images[${place}] has a label as both present and absent`);
    if (!image) return [];
    const content = { kind: "stored", imageId, sha256: image.sha256 } as const;
    return [{ name: imageId, ...is, unknown: [], content }];
  });
  if (mistakes.length === 0) return items;
  const named = mistakes.slice(0, MAX_NAMED).join("; ");
  throw new RegionaryError(
    "INVALID_INPUT",
    `${mistakes.length} ${mistakes.length === 1 ? "mistake" : "mistakes"} in the set's images: ${named}${mistakes.length > MAX_NAMED ? "; …" : "."}`,
  );
}

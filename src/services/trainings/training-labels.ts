import { RegionaryError } from "../../errors";
import { listBenchmarkItems, type PictureOrientation } from "../../storage/benchmarks/benchmark-items";
import type { BenchmarkSetRow } from "../../storage/benchmarks/benchmark-sets";
import type { Database } from "../../storage/database/database";
import { readLabelVectors } from "../../storage/vocabularies/label-vectors";
import { listLabels } from "../../storage/vocabularies/vocabularies";

const ITEMS_AT_ONCE = 1_000;

/** An image that can teach: at least one of the labels that are learned is present. */
export interface TaughtItem {
  /** In the set. */
  readonly position: number;
  readonly name: string;
  readonly imageId: string | null;
  readonly orientation: PictureOrientation | null;
  /** Numbers of learned labels. */
  readonly present: readonly number[];
  readonly absent: readonly number[];
  readonly unknown: readonly number[];
}

/** What a set teaches: the labels that are not marked unseen, and the images that have one. */
export interface TrainingLabels {
  readonly classes: number;
  /** [C, W] */
  readonly vectors: Float32Array;
  readonly wordSize: number;
  readonly items: readonly TaughtItem[];
  /** The labels of an item, by its number: +1 present, -1 absent, 0 unknown. */
  of(item: number): Int8Array; // [C]
}

/**
 * Reads the labels of a whole set, kept sparse, with their vectors in a space. INVALID_INPUT where every label is
 * marked unseen.
 */
export async function readTrainingLabels(
  db: Database,
  set: BenchmarkSetRow,
  spaceId: string,
): Promise<TrainingLabels> {
  const { vocabularyId, unlisted } = set;
  const { rows: labels } = await listLabels(db, vocabularyId, { first: set.labelKeys.length });
  const learned = labels.filter(({ training }) => training !== "UNSEEN").map(({ position }) => position);
  const stored = await readLabelVectors(db, vocabularyId, spaceId);
  if (!stored)
    throw new Error(
      `The vocabulary ${vocabularyId} has no vectors in the space ${spaceId}, though a training was accepted with them.`,
    );
  const all = stored.vectors;
  if (learned.length === 0)
    throw new RegionaryError(
      "INVALID_INPUT",
      `All labels of "${set.name}" are marked unseen, so there is nothing to learn. Use a set with seen labels.`,
    );
  const wordSize = all.length / labels.length;
  const vectors = new Float32Array(learned.length * wordSize);
  learned.forEach((position, number) => {
    vectors.set(all.subarray(position * wordSize, (position + 1) * wordSize), number * wordSize);
  });
  const numberOf = new Map(learned.map((position, number) => [position, number]));
  const numbers = (positions: readonly number[]) =>
    positions.flatMap((position) => numberOf.get(position) ?? []);

  const items: TaughtItem[] = [];
  for (let after: number | undefined; ; ) {
    const { rows, hasNextPage } = await listBenchmarkItems(db, set.id, { first: ITEMS_AT_ONCE, after });
    for (const { position, name, imageId, orientation, present, absent, unknown } of rows) {
      const taught = numbers(present);
      if (taught.length === 0) continue;
      items.push({
        position,
        name,
        imageId,
        orientation,
        present: taught,
        absent: numbers(absent),
        unknown: numbers(unknown),
      });
    }
    after = rows.at(-1)?.position;
    if (!hasNextPage) break;
  }
  return {
    classes: learned.length,
    vectors,
    wordSize,
    items,
    of(item) {
      const row = new Int8Array(learned.length).fill(unlisted === "ABSENT" ? -1 : 0);
      const { present, absent, unknown } = items[item] as TaughtItem;
      for (const label of absent) row[label] = -1;
      for (const label of unknown) row[label] = 0;
      for (const label of present) row[label] = 1;
      return row;
    },
  };
}

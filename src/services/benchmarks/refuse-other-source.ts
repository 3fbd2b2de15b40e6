import { RegionaryError } from "../../errors";
import {
  type BenchmarkItemRow,
  type ItemBox,
  listBenchmarkItems,
} from "../../storage/benchmarks/benchmark-items";
import type { BenchmarkSetRow, NewBenchmarkSet } from "../../storage/benchmarks/benchmark-sets";
import type { Database } from "../../storage/database/database";

const ROWS_AT_ONCE = 500;

/** What describes a set apart from its items, as far as that is known before it has a vocabulary. */
export type SetOutline = Omit<NewBenchmarkSet, "name" | "vocabularyId">;

/** An item's labels, as positions in the vocabulary. */
export type ItemLabels = Pick<BenchmarkItemRow, "present" | "absent" | "unknown" | "boxes">;

/** CONFLICT if the set of that name has other labels, another size or another kind. */
export function refuseOtherOutline(set: BenchmarkSetRow, wanted: SetOutline): void {
  const total = set.total + set.leftOut.length;
  if (outline({ ...set, total }) !== outline(wanted)) throw otherSet(set.name);
}

/** The order of the labels is that of the vocabulary, which is compared when it is known. */
function outline({ labelKeys, featureShape: shape, ...of }: SetOutline): string {
  const features = shape && [shape.channels, shape.height, shape.width, shape.globalSize];
  return JSON.stringify([
    ...[of.kind, of.format, of.protocol, of.unlisted, of.featureType, of.total],
    ...[features, [...labelKeys].sort()],
  ]);
}

/** CONFLICT if the set is scored against another vocabulary. */
export function refuseOtherVocabulary(set: BenchmarkSetRow, wanted: NewBenchmarkSet): void {
  if (set.vocabularyId !== wanted.vocabularyId || set.labelKeys.join("\n") !== wanted.labelKeys.join("\n"))
    throw otherSet(set.name);
}

/** CONFLICT: the name belongs to a set from another source. */
export function otherSet(name: string): RegionaryError {
  return new RegionaryError(
    "CONFLICT",
    `There is a benchmark set named "${name}" with other labels, another size or kind, or pictures that are read differently. Choose another name, or delete it first.`,
  );
}

/**
 * CONFLICT at the first of the set's stored items, from position `from` on, that `items` does not have with the
 * same name and labels.
 */
export async function refuseOtherItems(
  db: Database,
  set: BenchmarkSetRow,
  from: number,
  items: AsyncIterable<{ readonly name: string; readonly labels: ItemLabels }>,
): Promise<void> {
  let rows: BenchmarkItemRow[] = [];
  let position = from;
  const changed = (name: string) =>
    new RegionaryError(
      "CONFLICT",
      `Image ${position + 1} of the benchmark set "${set.name}", "${name}", has changed since it was stored: its place in the order or its labels. Nothing was stored. Delete the set, or choose another name, to import what is there now.`,
    );
  for await (const { name, labels } of items) {
    if (position === set.stored) return;
    if (rows.length === 0) {
      const page = await listBenchmarkItems(db, set.id, { first: ROWS_AT_ONCE, after: position - 1 });
      rows = [...page.rows].reverse();
    }
    const stored = rows.pop();
    if (!stored || stored.name !== name || asText(stored) !== asText(labels))
      throw changed(stored?.name ?? name);
    position++;
  }
}

function asText({ present, absent, unknown, boxes }: ItemLabels): string {
  const edges = (box: ItemBox) => [box.label, box.left, box.top, box.right, box.bottom];
  return JSON.stringify([present, absent, unknown, boxes?.map(edges) ?? null]);
}

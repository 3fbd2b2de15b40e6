import type { SparseLabels } from "../../../evaluation/scores/labels";
import { type BenchmarkItemRow, listBenchmarkItems } from "../../../storage/benchmarks/benchmark-items";
import type { BenchmarkSetRow } from "../../../storage/benchmarks/benchmark-sets";
import type { Database } from "../../../storage/database/database";

const ITEMS_PER_READ = 1_000;

type Labeled = Pick<BenchmarkItemRow, "present" | "absent" | "unknown">;

/** The labels of some items in the form that the metrics take; columns are positions in the vocabulary. */
export function itemLabels(items: readonly Labeled[], unlisted: BenchmarkSetRow["unlisted"]): SparseLabels {
  const others = unlisted === "ABSENT" ? -1 : 0;
  const rows = items.map(({ present, absent, unknown }) => {
    const listed = present.map((label) => [label, 1] as const);
    const differs = others === -1 ? unknown : absent;
    return [...listed, ...differs.map((label) => [label, others === -1 ? 0 : -1] as const)].sort(
      ([a], [b]) => a - b,
    );
  });
  const starts = new Uint32Array(items.length + 1);
  for (const [image, row] of rows.entries()) starts[image + 1] = starts[image]! + row.length;
  const entries = rows.flat();
  return {
    starts,
    classes: Uint32Array.from(entries, ([label]) => label),
    values: Int8Array.from(entries, ([, value]) => value),
    others,
  };
}

/** The labels of all of a set's images in order, some at a time. */
export async function allLabels(db: Database, set: BenchmarkSetRow): Promise<SparseLabels[]> {
  const labels: SparseLabels[] = [];
  for (let after = -1; ; ) {
    const page = await listBenchmarkItems(db, set.id, { first: ITEMS_PER_READ, after });
    labels.push(itemLabels(page.rows, set.unlisted));
    after = page.rows.at(-1)?.position ?? after;
    if (!page.hasNextPage) return labels;
  }
}

import { escapeLiteral, type Pool } from "pg";
import { eachCopiedRow } from "../database/copy-rows";
import type { Database } from "../database/database";

/** What is stored of an item's features, and of its global vector, which may be empty. */
interface StoredFeatures {
  readonly position: number;
  readonly features: Uint8Array<ArrayBuffer>;
  readonly global: Uint8Array<ArrayBuffer>;
}

/**
 * The features, and the global vectors where the set has them, of the items at `positions`, in that order,
 * as stored. Deleted items are missing.
 */
export async function readBenchmarkFeatures(
  { pool }: Pick<Database, "pool">,
  setId: string,
  positions: readonly number[],
): Promise<StoredFeatures[]> {
  const rows: StoredFeatures[] = [];
  await eachBenchmarkFeatures(pool, setId, positions, ({ position, features, global }) => {
    rows.push({ position, features: new Uint8Array(features), global: new Uint8Array(global) });
  });
  return rows;
}

/** The same, item by item: read what is passed at once, because its memory is reused. */
export async function eachBenchmarkFeatures(
  pool: Pool,
  setId: string,
  positions: readonly number[],
  onItem: (item: { position: number; features: Uint8Array; global: Uint8Array }) => void,
): Promise<void> {
  const list = positions.map((position) => Math.trunc(position)).join(",");
  await eachCopiedRow(
    pool,
    `SELECT "position", "features", coalesce("global", '') FROM "BenchmarkItem"
     WHERE "setId" = ${escapeLiteral(setId)} AND "position" IN (${list || "NULL"}) AND "features" IS NOT NULL
     ORDER BY array_position(ARRAY[${list}]::int[], "position")`,
    ([position, features, global]) =>
      onItem({ position: position!.readInt32BE(), features: features!, global: global! }),
  );
}

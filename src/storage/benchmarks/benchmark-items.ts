import { z } from "zod";
import { RegionaryError } from "../../errors";
import { type Database, inTransaction } from "../database/database";
import { jsonColumns } from "../database/json-columns";
import { isForeignKeyViolation, isUniqueViolation } from "../database/storage-errors";
import { type Slice, toSlice } from "../database/to-slice";
import type { BenchmarkItem, PictureOrientation } from "../generated/client";
import type { LeftOut } from "./benchmark-sets";

/** An object of an image, in pixels; `label` is a position in the vocabulary. */
const itemBoxSchema = z.strictObject({
  label: z.int().min(0),
  left: z.number(),
  top: z.number(),
  right: z.number(),
  bottom: z.number(),
});
export type ItemBox = Readonly<z.infer<typeof itemBoxSchema>>;

export type { PictureOrientation };

/** An image of a set without its features. */
export type BenchmarkItemRow = Omit<BenchmarkItem, "features" | "global" | "boxes"> & {
  readonly boxes: readonly ItemBox[] | null;
};

const parse = jsonColumns("BenchmarkItem", { boxes: z.array(itemBoxSchema).nullable() });

type StoredItem = Omit<BenchmarkItem, "features" | "global">;

const itemOf = (stored: StoredItem): BenchmarkItemRow => parse(stored, `${stored.setId}/${stored.position}`);

export interface NewBenchmarkItem {
  readonly name: string;
  readonly imageId: string | null;
  /** Positions in the vocabulary, ascending. */
  readonly present: readonly number[];
  readonly absent: readonly number[];
  readonly unknown: readonly number[];
  readonly boxes: readonly ItemBox[] | null;
  /** How its labels were drawn on its picture, where people see that otherwise than it is stored. */
  readonly orientation: PictureOrientation | null;
  /** Little-endian numbers of the set's feature type; null in a set of images. */
  readonly features: Uint8Array | null;
  readonly global: Uint8Array | null;
  /** SHA-256 of all that the item is. */
  readonly hash: Uint8Array;
}

const ITEM_COLUMNS =
  '"setId", "position", "name", "imageId", "present", "absent", "unknown", "boxes", "orientation", "hash"';

/**
 * Stores the next items of a set, at positions from `from` on, and which ones of its source are left out between
 * them, by which it has fewer: all of that or nothing. CONFLICT if the set
 * does not have exactly `from` items, because another import of it is at work, or if a name comes twice.
 */
export async function appendBenchmarkItems(
  { pool }: Database,
  setId: string,
  from: number,
  items: readonly NewBenchmarkItem[],
  leftOut: readonly LeftOut[] = [],
): Promise<void> {
  try {
    await inTransaction(pool, async (client) => {
      const { rowCount } = await client.query(
        `UPDATE "BenchmarkSet"
         SET "stored" = "stored" + $3, "total" = "total" - $4, "leftOut" = "leftOut" || $5::jsonb
         WHERE "id" = $1 AND "stored" = $2 AND "stored" + $3 <= "total" - $4 AND "contentHash" IS NULL`,
        [setId, from, items.length, leftOut.length, JSON.stringify(leftOut)],
      );
      if (rowCount !== 1) throw taken();
      const rows = items.map(({ name, imageId, present, absent, unknown, boxes, orientation }) => ({
        ...{ name, imageId, present, absent, unknown, boxes, orientation },
      }));
      await client.query(
        `INSERT INTO "BenchmarkItem" (${ITEM_COLUMNS}, "features", "global")
         SELECT $1, $2 + b."place" - 1, r."name", r."imageId", r."present", r."absent", r."unknown",
           nullif(r."boxes", 'null'), r."orientation", b."hash", b."features", b."global"
         FROM unnest($4::bytea[], $5::bytea[], $6::bytea[]) WITH ORDINALITY
             AS b("hash", "features", "global", "place")
           JOIN ROWS FROM (jsonb_to_recordset($3::jsonb) AS ("name" text, "imageId" uuid, "present" int[],
               "absent" int[], "unknown" int[], "boxes" jsonb, "orientation" "PictureOrientation")) WITH ORDINALITY
             AS r("name", "imageId", "present", "absent", "unknown", "boxes", "orientation", "place") USING ("place")`,
        [
          ...[setId, from, JSON.stringify(rows)],
          ...[items.map(({ hash }) => hash), items.map(({ features }) => features)],
          items.map(({ global }) => global),
        ],
      );
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw repeated();
    if (isForeignKeyViolation(error)) {
      throw new RegionaryError(
        "NOT_FOUND",
        "An image of the set was deleted while the set was being created. Leave it out, or add it again.",
      );
    }
    throw error;
  }
}

function taken(): RegionaryError {
  return new RegionaryError(
    "CONFLICT",
    "The benchmark set was changed meanwhile: another import of it is running, or it was deleted. Wait for that import to end, then import again.",
  );
}

function repeated(): RegionaryError {
  return new RegionaryError(
    "CONFLICT",
    "Two images of the benchmark set have the same name. Give each a name of its own.",
  );
}

/** A slice of a set's items in their order; `after` is a position. */
export async function listBenchmarkItems(
  { pool }: Database,
  setId: string,
  page: { first: number; after?: number },
): Promise<Slice<BenchmarkItemRow>> {
  const { rows } = await pool.query<StoredItem>({
    name: "benchmark-items",
    text: `SELECT ${ITEM_COLUMNS} FROM "BenchmarkItem" WHERE "setId" = $1 AND "position" > $2
           ORDER BY "position" LIMIT $3`,
    values: [setId, page.after ?? -1, page.first + 1],
  });
  return toSlice(rows.map(itemOf), page.first);
}

/** The items at some positions, in no particular order. */
export async function findBenchmarkItems(
  { pool }: Database,
  setId: string,
  positions: readonly number[],
): Promise<BenchmarkItemRow[]> {
  const { rows } = await pool.query<StoredItem>(
    `SELECT ${ITEM_COLUMNS} FROM "BenchmarkItem" WHERE "setId" = $1 AND "position" = ANY($2)`,
    [setId, positions],
  );
  return rows.map(itemOf);
}

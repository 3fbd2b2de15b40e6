import { z } from "zod";
import { type Database, inTransaction } from "../database/database";
import { jsonColumns } from "../database/json-columns";
import type { SearchIndex } from "../generated/client";

/** How the sketches of an index are laid out. */
const layoutSchema = z.strictObject({
  rows: z.int().min(1),
  whole: z.boolean(),
  regionSize: z.int().min(1),
  dims: z.int().min(1),
  blocks: z.int().min(1),
});
type StoredLayout = Readonly<z.infer<typeof layoutSchema>>;

export type SearchIndexRow = Omit<SearchIndex, "layout"> & { readonly layout: StoredLayout };

const parse = jsonColumns("SearchIndex", { layout: layoutSchema });

/** What an index begins with. */
interface NewIndex {
  readonly encoderHash: string;
  readonly generation: number;
  readonly layout: StoredLayout;
  readonly basisHash: string | null;
  /** Whether searches use it from now on. */
  readonly isReady: boolean;
}

/** The index that searches use: of those that are complete, the latest. Null if there is none. */
export async function findSearchIndex(
  { pool }: Pick<Database, "pool">,
  encoderHash: string,
): Promise<SearchIndexRow | null> {
  const { rows } = await pool.query<SearchIndex>({
    name: "search-index",
    text: `SELECT * FROM "SearchIndex" WHERE "encoderHash" = $1 AND NOT "isRetired" AND "readyAt" IS NOT NULL
      ORDER BY "generation" DESC LIMIT 1`,
    values: [encoderHash],
  });
  return rows[0] ? parse(rows[0], rows[0].id) : null;
}

/** The index that is being filled to take the place of the one in use; null if none is. */
export async function findNextIndex(
  { pool }: Pick<Database, "pool">,
  encoderHash: string,
): Promise<SearchIndexRow | null> {
  const { rows } = await pool.query<SearchIndex>(
    `SELECT * FROM "SearchIndex" WHERE "encoderHash" = $1 AND NOT "isRetired" AND "readyAt" IS NULL
      ORDER BY "generation" DESC LIMIT 1`,
    [encoderHash],
  );
  return rows[0] ? parse(rows[0], rows[0].id) : null;
}

/** All that are not retired, oldest first. */
export async function listSearchIndexes({ pool }: Pick<Database, "pool">): Promise<SearchIndexRow[]> {
  const { rows } = await pool.query<SearchIndex>(
    'SELECT * FROM "SearchIndex" WHERE NOT "isRetired" ORDER BY "createdAt", "id"',
  );
  return rows.map((row) => parse(row, row.id));
}

/** Stores an index without images, unless there is one of this generation: another host may have been first. */
export async function createSearchIndex(
  { pool }: Pick<Database, "pool">,
  { encoderHash, generation, layout, basisHash, isReady }: NewIndex,
): Promise<void> {
  await pool.query(
    `INSERT INTO "SearchIndex" ("encoderHash", "generation", "layout", "basisHash", "readyAt")
     VALUES ($1, $2, $3, $4, CASE WHEN $5 THEN now() END)
     ON CONFLICT ("encoderHash", "generation") WHERE NOT "isRetired" DO NOTHING`,
    [encoderHash, generation, JSON.stringify(layout), basisHash, isReady],
  );
}

/** Lets searches use an index from now on, and retires those of the same encode stages that came before it. */
export function takeOver({ pool }: Database, id: string): Promise<void> {
  return inTransaction(pool, async (client) => {
    // In the order of `leaveTombstones`, as everywhere that locks more than one.
    await client.query('SELECT FROM "SearchIndex" ORDER BY "id" FOR NO KEY UPDATE');
    const { rowCount } = await client.query(
      'UPDATE "SearchIndex" SET "readyAt" = coalesce("readyAt", now()) WHERE "id" = $1 AND NOT "isRetired"',
      [id],
    );
    if (rowCount !== 1) return;
    await client.query(
      `UPDATE "SearchIndex" old SET "isRetired" = true FROM "SearchIndex" new
       WHERE new."id" = $1 AND old."encoderHash" = new."encoderHash" AND old."generation" < new."generation"`,
      [id],
    );
  });
}

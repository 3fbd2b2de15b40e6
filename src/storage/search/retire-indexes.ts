import type { Database } from "../database/database";

const IMAGES_AT_ONCE = 5_000;

/** Retires the indexes of all encode stages but these. */
export async function retireIndexesExcept(
  { pool }: Database,
  encoderHashes: readonly string[],
): Promise<void> {
  await pool.query(
    `UPDATE "SearchIndex" SET "isRetired" = true WHERE NOT "isRetired" AND NOT ("encoderHash" = ANY($1))`,
    [encoderHashes],
  );
}

/**
 * Removes retired indexes, a few images at a time: rows that somebody deletes just now are left to him, so that no two
 * wait for each other.
 */
export async function removeRetiredIndexes({ pool }: Database): Promise<void> {
  const { rows } = await pool.query<{ id: string }>('SELECT "id" FROM "SearchIndex" WHERE "isRetired"');
  for (const { id } of rows) {
    let removed: number;
    do {
      const { rowCount } = await pool.query(
        `DELETE FROM "IndexedImage" WHERE "indexId" = $1 AND "position" IN (
           SELECT "position" FROM "IndexedImage" WHERE "indexId" = $1
           LIMIT ${IMAGES_AT_ONCE} FOR UPDATE SKIP LOCKED)`,
        [id],
      );
      removed = rowCount!;
    } while (removed > 0);
    await pool.query(
      `DELETE FROM "SearchIndex" i WHERE i."id" = $1
         AND NOT EXISTS (SELECT FROM "IndexedImage" x WHERE x."indexId" = i."id")`,
      [id],
    );
  }
}

/** Which of some ids are those of indexes that are in use. */
export async function indexesInUse({ pool }: Database, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>(
    'SELECT "id" FROM "SearchIndex" WHERE NOT "isRetired" AND "id"::text = ANY($1)',
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

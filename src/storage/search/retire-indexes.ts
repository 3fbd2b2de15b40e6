import type { Database } from "../database/database";

const IMAGES_AT_ONCE = 5_000;

/** Retires the indexes of all encode stages but these; one that is new may be that of a model that is newer than they. */
export async function retireIndexesExcept(
  { pool }: Database,
  encoderHashes: readonly string[],
): Promise<void> {
  await pool.query(
    `UPDATE "SearchIndex" SET "isRetired" = true
     WHERE NOT "isRetired" AND NOT ("encoderHash" = ANY($1)) AND "createdAt" < now() - interval '1 hour'`,
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

/** Which of some ids are those of indexes, retired ones among them. */
export const storedIndexes = (db: Database, ids: readonly string[]): Promise<Set<string>> =>
  idsIn(db, "SearchIndex", ids);

/** Which of some ids are those of vocabularies whose scores an index has. */
export const storedScoreSets = (db: Database, ids: readonly string[]): Promise<Set<string>> =>
  idsIn(db, "IndexedVocabulary", ids);

async function idsIn({ pool }: Database, table: string, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT "id" FROM "${table}" WHERE "id"::text = ANY($1)`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

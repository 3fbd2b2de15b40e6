import type { Database } from "../database/database";

/** How much a cache in the database holds. */
export interface StoredCache {
  readonly entries: number;
  readonly bytes: number;
}

/** What the cache of regions holds, of all hosts. */
export async function regionCacheUse({ pool }: Database): Promise<StoredCache> {
  const { rows } = await pool.query<{ entries: string; bytes: string }>(
    'SELECT count(*) AS "entries", coalesce(sum("sizeBytes"), 0) AS "bytes" FROM "Regions"',
  );
  const { entries, bytes } = rows[0]!;
  return { entries: Number(entries), bytes: Number(bytes) };
}

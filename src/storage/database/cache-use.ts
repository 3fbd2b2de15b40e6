import type { Database } from "./database";

/** How much a cache in the database holds, of all hosts. */
export interface StoredCache {
  readonly entries: number;
  readonly bytes: number;
}

export function regionCacheUse(db: Database): Promise<StoredCache> {
  return cacheUse(db, 'SELECT count(*) AS "entries", sum("sizeBytes") AS "bytes" FROM "Regions"');
}

export function thumbnailUse(db: Database): Promise<StoredCache> {
  return cacheUse(db, 'SELECT count(*) AS "entries", sum(octet_length("bytes")) AS "bytes" FROM "Thumbnail"');
}

async function cacheUse({ pool }: Database, query: string): Promise<StoredCache> {
  const { rows } = await pool.query<{ entries: string; bytes: string | null }>(query);
  const { entries, bytes } = rows[0]!;
  return { entries: Number(entries), bytes: Number(bytes ?? 0) };
}

import type { Database } from "./database";
import { isForeignKeyViolation } from "./storage-errors";

/** After a trim this much of the budget is in use, so that not every write has to trim. */
const FILL_AFTER_TRIM = 0.9;

export interface RegionCache {
  get(modelVersionId: string, imageId: string): Promise<Uint16Array | null>;
  put(modelVersionId: string, imageId: string, regions: Uint16Array): Promise<void>;
}

/**
 * Enriched regions of images as float16, shared by all hosts of the database. The least recently used
 * are let go when the budget is exceeded; with several hosts each counts its own writes between trims.
 */
export function createRegionCache({ pool }: Database, budgetBytes: number): RegionCache {
  const slackBytes = budgetBytes * (1 - FILL_AFTER_TRIM);
  // The first write trims: what an earlier run left may exceed a smaller budget.
  let roomBytes = 0;
  let trimming: Promise<void> | null = null;
  const writes = new Set<Promise<void>>();

  const trimTo = (bytes: number) =>
    pool.query(
      `DELETE FROM "Regions" r USING (
         SELECT "modelVersionId", "imageId",
           sum("sizeBytes"::bigint) OVER (ORDER BY "usedAt" DESC, "modelVersionId", "imageId") AS kept
         FROM "Regions") old
       WHERE old.kept > $1 AND r."modelVersionId" = old."modelVersionId" AND r."imageId" = old."imageId"`,
      [Math.floor(bytes)],
    );

  /** Waits for the writes that it could not see, while new ones wait for it. */
  const makeRoom = async (bytes: number): Promise<void> => {
    await Promise.allSettled(writes);
    const room = Math.max(slackBytes, bytes);
    await trimTo(budgetBytes - room);
    roomBytes = room;
  };

  const write = async (modelVersionId: string, imageId: string, regions: Uint16Array): Promise<void> => {
    const values = Buffer.from(regions.buffer, regions.byteOffset, regions.byteLength);
    try {
      await pool.query(
        `INSERT INTO "Regions" ("modelVersionId", "imageId", "values", "sizeBytes")
         VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
        [modelVersionId, imageId, values, values.byteLength],
      );
    } catch (error) {
      // The image was deleted meanwhile: nothing to remember.
      if (!isForeignKeyViolation(error)) throw error;
    }
  };

  return {
    async get(modelVersionId, imageId) {
      if (budgetBytes === 0) return null; // not even what an earlier run with a budget left
      const key = [modelVersionId, imageId];
      const { rows } = await pool.query<{ values: Buffer; stale: boolean }>(
        `SELECT "values", "usedAt" < now() - interval '1 minute' AS "stale" FROM "Regions"
         WHERE "modelVersionId" = $1 AND "imageId" = $2`,
        key,
      );
      const row = rows[0];
      if (!row) return null;
      if (row.stale) {
        await pool.query(
          'UPDATE "Regions" SET "usedAt" = now() WHERE "modelVersionId" = $1 AND "imageId" = $2',
          key,
        );
      }
      return new Uint16Array(new Uint8Array(row.values).buffer);
    },
    async put(modelVersionId, imageId, regions) {
      if (regions.byteLength > budgetBytes) return;
      while (trimming || regions.byteLength > roomBytes) {
        trimming ??= makeRoom(regions.byteLength).finally(() => {
          trimming = null;
        });
        await trimming;
      }
      roomBytes -= regions.byteLength;
      const writing = write(modelVersionId, imageId, regions).finally(() => writes.delete(writing));
      writes.add(writing);
      await writing;
    },
  };
}

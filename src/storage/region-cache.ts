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
  let writtenSinceTrim = Number.POSITIVE_INFINITY;
  /** Of writes under way, which a trim cannot see. */
  let underWayBytes = 0;

  const trimTo = (bytes: number) =>
    pool.query(
      `DELETE FROM "Regions" r USING (
         SELECT "modelVersionId", "imageId",
           sum("sizeBytes"::bigint) OVER (ORDER BY "usedAt" DESC, "modelVersionId", "imageId") AS kept
         FROM "Regions") old
       WHERE old.kept > $1 AND r."modelVersionId" = old."modelVersionId" AND r."imageId" = old."imageId"`,
      [Math.floor(bytes)],
    );

  return {
    async get(modelVersionId, imageId) {
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
      const trims = writtenSinceTrim + regions.byteLength > slackBytes;
      writtenSinceTrim = regions.byteLength + (trims ? 0 : writtenSinceTrim);
      const room = Math.max(slackBytes, regions.byteLength) + underWayBytes;
      underWayBytes += regions.byteLength;
      const values = Buffer.from(regions.buffer, regions.byteOffset, regions.byteLength);
      try {
        if (trims) await trimTo(budgetBytes - room);
        await pool.query(
          `INSERT INTO "Regions" ("modelVersionId", "imageId", "values", "sizeBytes")
           VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
          [modelVersionId, imageId, values, values.byteLength],
        );
      } catch (error) {
        // The image was deleted meanwhile: nothing to remember.
        if (!isForeignKeyViolation(error)) throw error;
      } finally {
        underWayBytes -= regions.byteLength;
      }
    },
  };
}

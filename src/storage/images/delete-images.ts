import type { PoolClient } from "pg";
import { removeUnnamedBlobs } from "../blobs/sweep-blobs";
import { type Database, inTransaction } from "../database/database";
import { closeBatchIfDone } from "../predictions/prediction-batches";
import { hasEnded, type WorkState } from "../work/work-states";

interface DeletedLot {
  /** How many are gone. */
  readonly deleted: number;
  /** How many were left, because a benchmark set has them. */
  readonly inUse: number;
  /** The sets that have these. */
  readonly usedBy: readonly string[];
}

/**
 * Removes every trace of some images, in one transaction: their bytes, predictions, regions, thumbnails and the records of
 * their files; batches that waited for them have so many images less, and a batch that waited for nothing else is
 * completed. Images of benchmark sets are left.
 */
export function deleteImages(db: Database, ids: readonly string[]): Promise<DeletedLot> {
  return inTransaction(db.pool, async (client) => {
    // From here on no new batch or set can use the images: a caller that creates one waits, and finds them gone.
    await client.query(`SELECT FROM "Image" WHERE "id" = ANY($1::uuid[]) ORDER BY "id" FOR UPDATE`, [ids]);
    const { rows: uses } = await client.query<{ imageId: string; setId: string }>(
      `SELECT DISTINCT "imageId", "setId" FROM "BenchmarkItem" WHERE "imageId" = ANY($1::uuid[])`,
      [ids],
    );
    const inUse = new Set(uses.map(({ imageId }) => imageId));
    const deleted = await deleteLocked(
      client,
      ids.filter((id) => !inUse.has(id)),
    );
    return { deleted, inUse: inUse.size, usedBy: [...new Set(uses.map(({ setId }) => setId))] };
  });
}

async function deleteLocked(client: PoolClient, ids: readonly string[]): Promise<number> {
  // Batches are locked in one order, as everywhere, so that no two transactions wait for each other.
  const { rows: batches } = await client.query<{ id: string; state: WorkState }>(
    `SELECT "id", "state" FROM "Work"
     WHERE "id" IN (SELECT "batchId" FROM "Prediction" WHERE "imageId" = ANY($1::uuid[])) ORDER BY "id" FOR UPDATE`,
    [ids],
  );
  await client.query(
    `UPDATE "Work" w SET "total" = w."total" - gone."total", "done" = w."done" - gone."done",
       "failed" = w."failed" - gone."failed"
     FROM (SELECT "batchId", count(*)::int AS "total",
             (count(*) FILTER (WHERE "state" = 'DONE'))::int AS "done",
             (count(*) FILTER (WHERE "state" = 'FAILED'))::int AS "failed"
           FROM "Prediction" WHERE "imageId" = ANY($1::uuid[]) AND "batchId" IS NOT NULL GROUP BY "batchId") gone
     WHERE w."id" = gone."batchId"`,
    [ids],
  );
  // Locked before the images go: who stores one of the pictures now waits for this, and stores its bytes again.
  await client.query(
    `SELECT FROM "Blob" WHERE "hash" IN (SELECT "sha256" FROM "Image" WHERE "id" = ANY($1::uuid[]))
     ORDER BY "hash" FOR UPDATE`,
    [ids],
  );
  const { rows: removed } = await client.query<{ sha256: string }>(
    `DELETE FROM "Image" WHERE "id" = ANY($1::uuid[]) RETURNING "sha256"`,
    [ids],
  );
  await removeUnnamedBlobs(
    client,
    removed.map(({ sha256 }) => sha256),
  );
  await client.query(
    `UPDATE "ModelQuantization" q SET "imageIds" = ARRAY(
       SELECT i."id" FROM unnest(q."imageIds") WITH ORDINALITY i("id", "place")
       WHERE i."id" <> ALL($1::uuid[]) ORDER BY i."place")
     FROM "Work" w WHERE w."id" = q."id" AND w."state" NOT IN ('QUEUED', 'RUNNING') AND q."imageIds" && $1::uuid[]`,
    [ids],
  );
  for (const { id: batchId } of batches.filter(({ state }) => !hasEnded(state)))
    await closeBatchIfDone({ pool: client }, batchId);
  return removed.length;
}

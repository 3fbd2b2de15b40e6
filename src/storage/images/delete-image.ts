import { removeUnnamedBlob } from "../blobs/sweep-blobs";
import { type Database, inTransaction } from "../database/database";
import { refuseWhileInUse } from "../database/uses";
import { closeBatchIfDone } from "../predictions/prediction-batches";
import { hasEnded, type WorkState } from "../work/work-states";

/**
 * Removes every trace of an image: its bytes, predictions, regions and the record of its files; batches that waited for it have one image less, and
 * a batch that waited for nothing else is completed. False if there is no such image, IN_USE while a benchmark set has it.
 */
export function deleteImage(db: Database, id: string): Promise<boolean> {
  return inTransaction(db.pool, async (client) => {
    // From here on no new batch can use the image: a caller that creates one waits, and finds it gone.
    await client.query('SELECT 1 FROM "Image" WHERE "id" = $1 FOR UPDATE', [id]);
    // Batches are locked in one order, as everywhere, so that no two transactions wait for each other.
    const { rows: batches } = await client.query<{ id: string; state: WorkState }>(
      `SELECT "id", "state" FROM "Work"
       WHERE "id" IN (SELECT "batchId" FROM "Prediction" WHERE "imageId" = $1) ORDER BY "id" FOR UPDATE`,
      [id],
    );
    await client.query(
      `UPDATE "Work" w SET "total" = w."total" - gone."total", "done" = w."done" - gone."done",
         "failed" = w."failed" - gone."failed"
       FROM (SELECT "batchId", count(*)::int AS "total",
               (count(*) FILTER (WHERE "state" = 'DONE'))::int AS "done",
               (count(*) FILTER (WHERE "state" = 'FAILED'))::int AS "failed"
             FROM "Prediction" WHERE "imageId" = $1 AND "batchId" IS NOT NULL GROUP BY "batchId") gone
       WHERE w."id" = gone."batchId"`,
      [id],
    );
    // Locked before the image goes: who stores the same picture now waits for this, and stores its bytes again.
    await client.query(
      `SELECT FROM "Blob" WHERE "hash" = (SELECT "sha256" FROM "Image" WHERE "id" = $1) FOR UPDATE`,
      [id],
    );
    const { rows: removed } = await client.query<{ sha256: string }>(
      'DELETE FROM "Image" WHERE "id" = $1 RETURNING "sha256"',
      [id],
    );
    for (const { sha256 } of removed) await removeUnnamedBlob(client, sha256);
    await client.query(
      `UPDATE "ModelQuantization" q SET "imageIds" = array_remove("imageIds", $1)
       FROM "Work" w WHERE w."id" = q."id" AND w."state" NOT IN ('QUEUED', 'RUNNING') AND $1 = ANY("imageIds")`,
      [id],
    );
    for (const { id: batchId } of batches.filter(({ state }) => !hasEnded(state)))
      await closeBatchIfDone({ pool: client }, batchId);
    return removed.length === 1;
  }).catch(refuseWhileInUse(db, "image", id));
}

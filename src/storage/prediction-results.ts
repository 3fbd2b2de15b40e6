import type { PoolClient } from "pg";
import { appendBatchEvent } from "./batch-events";
import { type Database, inTransaction } from "./database";

/** What became of one prediction: its best labels, or why there are none. */
export type PredictionResult =
  | { readonly predictionId: string; readonly labels: readonly number[]; readonly scores: readonly number[] }
  | { readonly predictionId: string; readonly errorCode: string; readonly errorMessage: string };

/**
 * Stores results, each at most once: a prediction that is no longer pending (stored before a crash,
 * cancelled, deleted) is left as it is and counted no second time. False when the batch no longer runs.
 */
export function recordResults(
  { pool }: Database,
  batchId: string,
  results: readonly PredictionResult[],
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query(
      `SELECT 1 FROM "PredictionBatch" WHERE "id" = $1 AND "state" = 'RUNNING' FOR UPDATE`,
      [batchId],
    );
    if (rows.length === 0) return false;
    const { rows: stored } = await client.query<{ id: string; state: string }>(
      `UPDATE "Prediction" p SET "state" = r."state", "labels" = r."labels", "scores" = r."scores",
         "errorCode" = r."errorCode", "errorMessage" = r."errorMessage", "finishedAt" = now()
       FROM jsonb_to_recordset($2::jsonb) AS r("id" uuid, "state" "PredictionState", "labels" integer[],
         "scores" real[], "errorCode" text, "errorMessage" text)
       WHERE p."id" = r."id" AND p."batchId" = $1 AND p."state" = 'PENDING'
       RETURNING p."id", p."state"`,
      [batchId, JSON.stringify(results.map(toRow))],
    );
    const ids = stored.map(({ id }) => id);
    const failed = stored.filter(({ state }) => state === "FAILED").length;
    await client.query(
      'UPDATE "PredictionBatch" SET "completed" = "completed" + $2, "failed" = "failed" + $3 WHERE "id" = $1',
      [batchId, ids.length - failed, failed],
    );
    const closed = await closeBatchIfDone(client, batchId, ids);
    if (!closed && ids.length > 0) await appendBatchEvent(client, batchId, ids);
    return !closed;
  });
}

/** JSON keeps float32 scores exactly: the shortest decimal of a float64 reads back as the same float32. */
function toRow({ predictionId, ...result }: PredictionResult): object {
  return { id: predictionId, state: "labels" in result ? "DONE" : "FAILED", ...result };
}

/** Completes a batch that waits for nothing more; says whether it did. The caller holds the row's lock. */
export async function closeBatchIfDone(
  client: PoolClient,
  batchId: string,
  predictionIds: readonly string[] = [],
): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE "PredictionBatch" SET "state" = 'COMPLETED', "finishedAt" = now()
     WHERE "id" = $1 AND "state" IN ('QUEUED', 'RUNNING') AND "completed" + "failed" >= "total"`,
    [batchId],
  );
  if (rowCount !== 1) return false;
  await appendBatchEvent(client, batchId, predictionIds);
  return true;
}

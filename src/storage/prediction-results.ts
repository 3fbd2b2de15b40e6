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
    const stored: string[] = [];
    let failed = 0;
    for (const result of results) {
      const ok = "labels" in result;
      const { rowCount } = await client.query(
        `UPDATE "Prediction" SET "state" = $2, "labels" = $3, "scores" = $4, "errorCode" = $5,
           "errorMessage" = $6, "finishedAt" = now()
         WHERE "id" = $1 AND "state" = 'PENDING'`,
        ok
          ? [result.predictionId, "DONE", result.labels, result.scores, null, null]
          : [result.predictionId, "FAILED", null, null, result.errorCode, result.errorMessage],
      );
      if (rowCount !== 1) continue;
      stored.push(result.predictionId);
      if (!ok) failed++;
    }
    await client.query(
      'UPDATE "PredictionBatch" SET "completed" = "completed" + $2, "failed" = "failed" + $3 WHERE "id" = $1',
      [batchId, stored.length - failed, failed],
    );
    const closed = await closeBatchIfDone(client, batchId, stored);
    if (!closed && stored.length > 0) await appendBatchEvent(client, batchId, stored);
    return !closed;
  });
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

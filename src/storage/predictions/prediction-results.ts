import type { PoolClient } from "pg";
import type { Database } from "../database/database";
import type { BatchState } from "../generated/client";
import { appendBatchEvent, BATCH_CHANNEL, EVENT_COLUMNS } from "../work/batch-events";

/** What became of one prediction: its best labels, or why there are none. */
export type PredictionResult =
  | { readonly predictionId: string; readonly labels: readonly number[]; readonly scores: readonly number[] }
  | { readonly predictionId: string; readonly errorCode: string; readonly errorMessage: string };

/**
 * Stores results, each at most once: a prediction that is no longer pending (stored before a crash,
 * cancelled, deleted) is left as it is and counted no second time. False when the batch no longer runs.
 */
export async function recordResults(
  { pool }: Database,
  batchId: string,
  results: readonly PredictionResult[],
): Promise<boolean> {
  // One statement, so that it takes one round trip. Whoever else changes the batch has locked its row before,
  // as this does; a row that was waited for is seen as it is then, which the conditions are checked on again.
  const { rows } = await pool.query<{ state: BatchState }>({
    name: "record-results",
    text: `WITH batch AS (
        SELECT "id" FROM "PredictionBatch" WHERE "id" = $1 AND "state" = 'RUNNING' FOR UPDATE),
      stored AS (
        UPDATE "Prediction" p SET "state" = r."state", "labels" = r."labels", "scores" = r."scores",
          "errorCode" = r."errorCode", "errorMessage" = r."errorMessage", "finishedAt" = now()
        FROM batch, jsonb_to_recordset($2::jsonb) AS r("id" uuid, "state" "PredictionState",
          "labels" integer[], "scores" real[], "errorCode" text, "errorMessage" text)
        WHERE p."id" = r."id" AND p."batchId" = batch."id" AND p."state" = 'PENDING'
        RETURNING p."id", p."state"),
      change AS MATERIALIZED (
        SELECT (count(*) FILTER (WHERE "state" = 'DONE'))::int AS "done",
          (count(*) FILTER (WHERE "state" = 'FAILED'))::int AS "failed",
          coalesce(array_agg("id"), '{}') AS "ids"
        FROM stored),
      counted AS (
        UPDATE "PredictionBatch" b SET "completed" = b."completed" + c."done",
          "failed" = b."failed" + c."failed", "sequence" = b."sequence" + 1,
          "state" = CASE WHEN b."completed" + b."failed" + cardinality(c."ids") < b."total"
            THEN b."state" ELSE 'COMPLETED' END,
          "finishedAt" = CASE WHEN b."completed" + b."failed" + cardinality(c."ids") < b."total"
            THEN NULL ELSE now() END
        FROM batch, change c
        WHERE b."id" = batch."id" AND (cardinality(c."ids") > 0 OR b."completed" + b."failed" >= b."total")
        RETURNING b."id", b."sequence", b."state", b."completed", b."failed", b."total", c."ids"),
      event AS (INSERT INTO ${EVENT_COLUMNS} SELECT * FROM counted),
      told AS MATERIALIZED (SELECT "state", pg_notify($3, "id"::text) FROM counted)
      SELECT coalesce(told."state", 'RUNNING') AS "state" FROM batch LEFT JOIN told ON true`,
    values: [batchId, JSON.stringify(results.map(toRow)), BATCH_CHANNEL],
  });
  return rows[0]?.state === "RUNNING";
}

/** JSON keeps float32 scores exactly: the shortest decimal of a float64 reads back as the same float32. */
function toRow({ predictionId, ...result }: PredictionResult): object {
  return { id: predictionId, state: "labels" in result ? "DONE" : "FAILED", ...result };
}

/** Completes a batch that waits for nothing more; says whether it did. The caller holds the row's lock. */
export async function closeBatchIfDone(client: PoolClient, batchId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE "PredictionBatch" SET "state" = 'COMPLETED', "finishedAt" = now()
     WHERE "id" = $1 AND "state" IN ('QUEUED', 'RUNNING') AND "completed" + "failed" >= "total"`,
    [batchId],
  );
  if (rowCount !== 1) return false;
  await appendBatchEvent(client, batchId);
  return true;
}

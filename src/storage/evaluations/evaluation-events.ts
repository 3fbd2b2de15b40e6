import type { PoolClient } from "pg";
import type { Database } from "../database/database";
import type { EvaluationEvent } from "../generated/client";
import { BATCH_CHANNEL } from "../work/batch-events";

export type EvaluationEventRow = EvaluationEvent;

/**
 * Records that a run changed, numbered without gaps under the run's row lock, and wakes the subscribers when
 * the transaction commits. Ids of runs and batches never meet, so that one channel serves both.
 */
export async function appendEvaluationEvent(client: PoolClient, runId: string): Promise<void> {
  await client.query(
    `WITH run AS (
       UPDATE "EvaluationRun" SET "sequence" = "sequence" + 1 WHERE "id" = $1
       RETURNING "id", "sequence", "state", "imagesDone", "total", "imagesPerSecond")
     INSERT INTO "EvaluationEvent" ("runId", "sequence", "state", "imagesDone", "total", "imagesPerSecond")
     SELECT * FROM run`,
    [runId],
  );
  await client.query("SELECT pg_notify($1, $2)", [BATCH_CHANNEL, runId]);
}

/** The run's events after a sequence number, in order, at most `limit`. */
export async function readEvaluationEvents(
  { pool }: Database,
  runId: string,
  afterSequence: number,
  limit: number,
): Promise<EvaluationEventRow[]> {
  const { rows } = await pool.query<EvaluationEventRow>({
    name: "evaluation-events",
    text: `SELECT * FROM "EvaluationEvent" WHERE "runId" = $1 AND "sequence" > $2
           ORDER BY "sequence" LIMIT $3`,
    values: [runId, afterSequence, limit],
  });
  return rows;
}

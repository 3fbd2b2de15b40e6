import type { PoolClient } from "pg";
import type { Database } from "../database/database";
import type { BatchEvent } from "../generated/client";

export type BatchEventRow = BatchEvent;

/** The channel that wakes subscribers; the payload is the batch's id. */
export const BATCH_CHANNEL = "regionary_batch";

/** Into what an event is put, from rows that have these columns of the batch, and `predictionIds`. */
export const EVENT_COLUMNS =
  '"BatchEvent" ("batchId", "sequence", "state", "completed", "failed", "total", "predictionIds")';

/**
 * Records that a batch changed as a whole, numbered without gaps under the batch's row lock, and wakes the
 * subscribers when the transaction commits.
 */
export async function appendBatchEvent(client: PoolClient, batchId: string): Promise<void> {
  await client.query(
    `WITH batch AS (
       UPDATE "PredictionBatch" SET "sequence" = "sequence" + 1 WHERE "id" = $1
       RETURNING "id", "sequence", "state", "completed", "failed", "total")
     INSERT INTO ${EVENT_COLUMNS}
     SELECT "id", "sequence", "state", "completed", "failed", "total", '{}' FROM batch`,
    [batchId],
  );
  await client.query("SELECT pg_notify($1, $2)", [BATCH_CHANNEL, batchId]);
}

/** The batch's events after a sequence number, in order, at most `limit`. */
export async function readBatchEvents(
  { pool }: Database,
  batchId: string,
  afterSequence: number,
  limit: number,
): Promise<BatchEventRow[]> {
  const { rows } = await pool.query<BatchEventRow>({
    name: "batch-events",
    text: 'SELECT * FROM "BatchEvent" WHERE "batchId" = $1 AND "sequence" > $2 ORDER BY "sequence" LIMIT $3',
    values: [batchId, afterSequence, limit],
  });
  return rows;
}

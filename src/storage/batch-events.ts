import type { PoolClient } from "pg";
import type { Database } from "./database";
import type { BatchEvent } from "./generated/client";

export type BatchEventRow = BatchEvent;

/** The channel that wakes subscribers; the payload is the batch's id. */
export const BATCH_CHANNEL = "regionary_batch";

/**
 * Records what just changed in a batch, numbered without gaps under the batch's row lock, and wakes the
 * subscribers when the transaction commits.
 */
export async function appendBatchEvent(
  client: PoolClient,
  batchId: string,
  predictionIds: readonly string[],
): Promise<void> {
  await client.query(
    `WITH batch AS (
       UPDATE "PredictionBatch" SET "sequence" = "sequence" + 1 WHERE "id" = $1
       RETURNING "id", "sequence", "state", "completed", "failed", "total")
     INSERT INTO "BatchEvent" ("batchId", "sequence", "state", "completed", "failed", "total", "predictionIds")
     SELECT "id", "sequence", "state", "completed", "failed", "total", $2::uuid[] FROM batch`,
    [batchId, predictionIds],
  );
  await client.query("SELECT pg_notify($1, $2)", [BATCH_CHANNEL, batchId]);
}

/** The batch's events after a sequence number, in order, at most `limit`. */
export function readBatchEvents(
  { prisma }: Database,
  batchId: string,
  afterSequence: number,
  limit: number,
): Promise<BatchEventRow[]> {
  return prisma.batchEvent.findMany({
    where: { batchId, sequence: { gt: afterSequence } },
    orderBy: { sequence: "asc" },
    take: limit,
  });
}

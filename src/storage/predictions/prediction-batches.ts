import { RegionaryError } from "../../errors";
import { type Database, inTransaction } from "../database/database";
import { newestFirst, type Page, type PageRequest, readPage } from "../database/page";
import { isForeignKeyViolation, isUniqueViolation } from "../database/storage-errors";
import { timeOrderedId } from "../database/time-ordered-id";
import type { PredictionBatch } from "../generated/client";
import { appendBatchEvent, BATCH_CHANNEL, EVENT_COLUMNS } from "../work/batch-events";
import { closeBatchIfDone } from "./prediction-results";

export type BatchRow = PredictionBatch;

/** The name of the job that runs a batch, and what it is given. */
export const BATCH_JOB = "run-prediction-batch";
export interface BatchJobPayload {
  readonly batchId: string;
}

/** The key by which a batch's job is found again. */
export const batchJobKey = (batchId: string): string => `batch:${batchId}`;

export interface NewBatch {
  readonly modelVersionId: string;
  readonly vocabularyId: string;
  readonly topK: number;
  readonly imageIds: readonly string[];
  readonly idempotencyKey: string | null;
  readonly requestHash: string;
}

/** Stores a batch, its pending predictions, its first event and its job: all of them or none. */
export async function createBatch(db: Database, batch: NewBatch): Promise<BatchRow> {
  const { imageIds, modelVersionId, vocabularyId, topK, idempotencyKey, requestHash } = batch;
  const id = timeOrderedId();
  const payload: BatchJobPayload = { batchId: id };
  try {
    // One statement, so that it takes one round trip. Nobody can be watching yet.
    const { rows } = await db.pool.query<BatchRow>({
      name: "create-batch",
      text: `WITH batch AS (
          INSERT INTO "PredictionBatch" ("id", "modelVersionId", "vocabularyId", "topK", "total",
            "idempotencyKey", "requestHash", "sequence")
          VALUES ($1, $2, $3, $4, $5, $6, $7, 1) RETURNING *),
        predictions AS (
          INSERT INTO "Prediction"
            ("id", "batchId", "position", "imageId", "modelVersionId", "vocabularyId", "labels", "scores")
          SELECT p."id", $1, p."place" - 1, p."imageId", $2, $3, '{}', '{}'
          FROM unnest($8::uuid[], $9::uuid[]) WITH ORDINALITY AS p("id", "imageId", "place")),
        event AS (
          INSERT INTO ${EVENT_COLUMNS}
          SELECT "id", "sequence", "state", "completed", "failed", "total", '{}' FROM batch)
        SELECT batch.* FROM batch, graphile_worker.add_job($10, $11::json, job_key := $12)`,
      values: [
        ...[id, modelVersionId, vocabularyId, topK, imageIds.length, idempotencyKey, requestHash],
        ...[imageIds.map(timeOrderedId), imageIds],
        ...[BATCH_JOB, JSON.stringify(payload), batchJobKey(id)],
      ],
    });
    return rows[0] as BatchRow;
  } catch (error) {
    if (isForeignKeyViolation(error)) {
      throw new RegionaryError(
        "NOT_FOUND",
        "An image or the vocabulary was deleted while the batch was made.",
      );
    }
    if (isUniqueViolation(error) && batch.idempotencyKey) {
      const other = await findBatchByKey(db, batch.idempotencyKey);
      if (other) return other;
    }
    throw error;
  }
}

export function findBatchByKey({ prisma }: Database, idempotencyKey: string): Promise<BatchRow | null> {
  return prisma.predictionBatch.findUnique({ where: { idempotencyKey } });
}

export async function findBatches({ pool }: Database, ids: readonly string[]): Promise<BatchRow[]> {
  const { rows } = await pool.query<BatchRow>({
    name: "batches",
    text: 'SELECT * FROM "PredictionBatch" WHERE "id" = ANY($1::uuid[])',
    values: [ids],
  });
  return rows;
}

export function listBatches(db: Database, page: PageRequest): Promise<Page<BatchRow>> {
  const list = { from: '"PredictionBatch"', order: newestFirst("batches") };
  return readPage(db, list, page, (ids) => findBatches(db, ids));
}

/** Marks a queued batch as running; null when it is finished, cancelled or gone. */
export async function startBatch(db: Database, id: string): Promise<BatchRow | null> {
  const { rows } = await db.pool.query<BatchRow>({
    name: "start-batch",
    text: `WITH started AS (
        UPDATE "PredictionBatch" SET "state" = 'RUNNING', "startedAt" = now(), "sequence" = "sequence" + 1
        WHERE "id" = $1 AND "state" = 'QUEUED' AND "completed" + "failed" < "total" RETURNING *),
      event AS (
        INSERT INTO ${EVENT_COLUMNS}
        SELECT "id", "sequence", "state", "completed", "failed", "total", '{}' FROM started)
      SELECT started.* FROM started, pg_notify($2, $1::uuid::text)`,
    values: [id, BATCH_CHANNEL],
  });
  return rows[0] ?? goOn(db, id);
}

/** A batch that ran before; one that waits for nothing is completed instead. */
function goOn({ pool }: Database, id: string): Promise<BatchRow | null> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<BatchRow>(
      `SELECT * FROM "PredictionBatch" WHERE "id" = $1 AND "state" IN ('QUEUED', 'RUNNING') FOR UPDATE`,
      [id],
    );
    return rows[0] && !(await closeBatchIfDone(client, id)) ? rows[0] : null;
  });
}

/** Ends a batch that still waits or runs; what is done stays. False if it had ended already. */
export function endBatch(
  { pool }: Database,
  id: string,
  state: "CANCELLED" | "FAILED",
  errorMessage: string | null,
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE "PredictionBatch" SET "state" = $2, "errorMessage" = $3, "finishedAt" = now()
       WHERE "id" = $1 AND "state" IN ('QUEUED', 'RUNNING')`,
      [id, state, errorMessage],
    );
    if (rowCount !== 1) return false;
    await client.query(
      `UPDATE "Prediction" SET "state" = 'CANCELLED', "finishedAt" = now()
       WHERE "batchId" = $1 AND "state" = 'PENDING'`,
      [id],
    );
    await appendBatchEvent(client, id);
    return true;
  });
}

/** Removes a batch with its predictions and events. False if there is none. */
export async function deleteBatch({ prisma, pool }: Database, id: string): Promise<boolean> {
  const { count } = await prisma.predictionBatch.deleteMany({ where: { id } });
  if (count === 1) await pool.query("SELECT pg_notify($1, $2)", [BATCH_CHANNEL, id]);
  return count === 1;
}

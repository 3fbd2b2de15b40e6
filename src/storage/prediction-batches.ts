import { RegionaryError } from "../errors";
import { appendBatchEvent, BATCH_CHANNEL } from "./batch-events";
import { type Database, inTransaction } from "./database";
import type { BatchState, PredictionBatch } from "./generated/client";
import { type Page, type PageRequest, pageArguments, toPage } from "./page";
import { closeBatchIfDone } from "./prediction-results";
import { isForeignKeyViolation, isUniqueViolation } from "./storage-errors";

export type BatchRow = PredictionBatch;

/** The name of the job that runs a batch, and what it is given. */
export const BATCH_JOB = "run-prediction-batch";
export interface BatchJobPayload {
  readonly batchId: string;
}

/** The key by which a batch's job is found again. */
export const batchJobKey = (batchId: string): string => `batch:${batchId}`;

const ROWS_PER_INSERT = 1_000;

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
  const { imageIds, ...columns } = batch;
  try {
    return await db.prisma.$transaction(
      async (tx) => {
        const created = await tx.predictionBatch.create({
          data: { ...columns, total: imageIds.length, sequence: 1 },
        });
        const { modelVersionId, vocabularyId } = batch;
        for (let start = 0; start < imageIds.length; start += ROWS_PER_INSERT) {
          await tx.prediction.createMany({
            data: imageIds.slice(start, start + ROWS_PER_INSERT).map((imageId, index) => ({
              batchId: created.id,
              position: start + index,
              imageId,
              modelVersionId,
              vocabularyId,
              labels: [],
              scores: [],
            })),
          });
        }
        await tx.batchEvent.create({
          data: {
            batchId: created.id,
            sequence: 1,
            state: "QUEUED",
            completed: 0,
            failed: 0,
            total: imageIds.length,
            predictionIds: [],
          },
        });
        const payload = JSON.stringify({ batchId: created.id } satisfies BatchJobPayload);
        await tx.$executeRaw`SELECT graphile_worker.add_job(${BATCH_JOB}, ${payload}::json, job_key := ${batchJobKey(created.id)})`;
        await tx.$executeRaw`SELECT pg_notify(${BATCH_CHANNEL}, ${created.id})`;
        return created;
      },
      { timeout: 60_000 },
    );
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

export function findBatches({ prisma }: Database, ids: readonly string[]): Promise<BatchRow[]> {
  return prisma.predictionBatch.findMany({ where: { id: { in: [...ids] } } });
}

export async function listBatches({ prisma }: Database, page: PageRequest): Promise<Page<BatchRow>> {
  return toPage(await prisma.predictionBatch.findMany(pageArguments(page)), page.first);
}

/** Marks a queued batch as running; null when it is finished, cancelled or gone. */
export function startBatch({ pool, prisma }: Database, id: string): Promise<BatchRow | null> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ state: BatchState }>(
      'SELECT "state" FROM "PredictionBatch" WHERE "id" = $1 FOR UPDATE',
      [id],
    );
    if (rows[0]?.state === "QUEUED") {
      await client.query(
        `UPDATE "PredictionBatch" SET "state" = 'RUNNING', "startedAt" = now() WHERE "id" = $1`,
        [id],
      );
      await appendBatchEvent(client, id, []);
    } else if (rows[0]?.state !== "RUNNING") return false;
    return !(await closeBatchIfDone(client, id));
  }).then((runs) => (runs ? prisma.predictionBatch.findUnique({ where: { id } }) : null));
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
    await appendBatchEvent(client, id, []);
    return true;
  });
}

/** Removes a batch with its predictions and events. False if there is none. */
export async function deleteBatch({ prisma, pool }: Database, id: string): Promise<boolean> {
  const { count } = await prisma.predictionBatch.deleteMany({ where: { id } });
  if (count === 1) await pool.query("SELECT pg_notify($1, $2)", [BATCH_CHANNEL, id]);
  return count === 1;
}

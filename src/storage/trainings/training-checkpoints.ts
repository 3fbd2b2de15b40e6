import { type Database, inTransaction } from "../database/database";
import { isForeignKeyViolation } from "../database/storage-errors";
import type { TrainingCheckpoint } from "../generated/client";

/** The last checkpoint of a training: its number, from 1, and its blob. */
type CheckpointRow = Pick<TrainingCheckpoint, "number" | "blobHash">;

export async function findTrainingCheckpoint(
  { pool }: Database,
  trainingId: string,
): Promise<CheckpointRow | null> {
  const { rows } = await pool.query<CheckpointRow>(
    'SELECT "number", "blobHash" FROM "TrainingCheckpoint" WHERE "trainingId" = $1',
    [trainingId],
  );
  return rows[0] ?? null;
}

/**
 * Records a checkpoint, whose blob is stored, in place of the one before, and returns the blob that is no longer
 * named. That is the new one if the training is gone or already has that number: another process is running it.
 */
export function recordTrainingCheckpoint(
  { pool }: Database,
  trainingId: string,
  { number, blobHash }: CheckpointRow,
): Promise<string | null> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<CheckpointRow>(
      'SELECT "number", "blobHash" FROM "TrainingCheckpoint" WHERE "trainingId" = $1 FOR UPDATE',
      [trainingId],
    );
    const before = rows[0]?.blobHash ?? null;
    const { rowCount } = await client.query(
      `INSERT INTO "TrainingCheckpoint" AS c ("trainingId", "number", "blobHash") VALUES ($1, $2, $3)
       ON CONFLICT ("trainingId") DO UPDATE SET "number" = $2, "blobHash" = $3 WHERE c."number" < $2`,
      [trainingId, number, blobHash],
    );
    if (before === blobHash) return null;
    return rowCount === 1 ? before : blobHash;
  }).catch((error: unknown) => {
    if (isForeignKeyViolation(error)) return blobHash;
    throw error;
  });
}

/** Forgets the checkpoint of a training, and returns the blob that is no longer named. */
export async function forgetTrainingCheckpoint(
  { pool }: Database,
  trainingId: string,
): Promise<string | null> {
  const { rows } = await pool.query<CheckpointRow>(
    'DELETE FROM "TrainingCheckpoint" WHERE "trainingId" = $1 RETURNING "blobHash"',
    [trainingId],
  );
  return rows[0]?.blobHash ?? null;
}

/** Forgets the checkpoints of trainings whose process died between completing them and forgetting. */
export async function forgetCompletedCheckpoints({ pool }: Database): Promise<void> {
  await pool.query(
    `DELETE FROM "TrainingCheckpoint" c USING "Work" w
     WHERE w."id" = c."trainingId" AND w."state" = 'COMPLETED'`,
  );
}

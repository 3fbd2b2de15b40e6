import type { Database } from "./database";
import { BATCH_JOB, batchJobKey } from "./prediction-batches";
import { TRAINING_JOB, trainingJobKey } from "./trainings";

/** Resumes the batches that have not ended. */
export const resumeBatches = (db: Database): Promise<void> =>
  resume(db, "PredictionBatch", batchJobKey, (batchId) => ({ job: BATCH_JOB, payload: { batchId } }));

/** Resumes the trainings that have not ended. */
export const resumeTrainings = (db: Database): Promise<void> =>
  resume(db, "Training", trainingJobKey, (trainingId) => ({ job: TRAINING_JOB, payload: { trainingId } }));

/**
 * Makes sure that every unfinished row of a table has a job that runs soon: one that waits out a failure (a
 * stop of the service counts as one) is due now, with all its attempts; one that is gone is made again.
 */
async function resume(
  { pool }: Database,
  table: "PredictionBatch" | "Training",
  keyOf: (id: string) => string,
  jobOf: (id: string) => { job: string; payload: object },
): Promise<void> {
  const { rows } = await pool.query<{ id: string; jobId: string | null }>(
    `SELECT b."id", j.id::text AS "jobId" FROM "${table}" b
     LEFT JOIN graphile_worker.jobs j ON j.key = $1 || b."id"
     WHERE b."state" IN ('QUEUED', 'RUNNING') AND (j.id IS NULL OR (j.locked_at IS NULL AND j.attempts > 0))`,
    [keyOf("")],
  );
  for (const { id, jobId } of rows) {
    if (jobId) {
      await pool.query(
        "SELECT graphile_worker.reschedule_jobs(ARRAY[$1::bigint], run_at := now(), attempts := 0)",
        [jobId],
      );
    } else {
      const { job, payload } = jobOf(id);
      await pool.query(
        `SELECT graphile_worker.add_job($1, $2::json, job_key := $3, job_key_mode := 'preserve_run_at')`,
        [job, JSON.stringify(payload), keyOf(id)],
      );
    }
  }
}

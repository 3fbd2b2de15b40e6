import type { Database } from "../database/database";
import { EVALUATION_JOB, type EvaluationJobPayload, evaluationJobKey } from "../evaluations/evaluation-runs";
import { BATCH_JOB, type BatchJobPayload, batchJobKey } from "../predictions/prediction-batches";
import { TRAINING_JOB, type TrainingJobPayload, trainingJobKey } from "../trainings/trainings";

/** The tables whose rows are worked on by jobs, each by one of its own. */
const WORK = {
  PredictionBatch: {
    job: BATCH_JOB,
    keyOf: batchJobKey,
    payloadOf: (batchId: string): BatchJobPayload => ({ batchId }),
  },
  EvaluationRun: {
    job: EVALUATION_JOB,
    keyOf: evaluationJobKey,
    payloadOf: (runId: string): EvaluationJobPayload => ({ runId }),
  },
  Training: {
    job: TRAINING_JOB,
    keyOf: trainingJobKey,
    payloadOf: (trainingId: string): TrainingJobPayload => ({ trainingId }),
  },
} as const;

/**
 * Makes sure that every unfinished row has a job that runs soon: one that waits out a failure (a stop of the
 * service counts as one) is due now, with all its attempts; one that is gone is made again.
 */
export async function resumeJobs({ pool }: Database, table: keyof typeof WORK): Promise<void> {
  const { job, keyOf, payloadOf } = WORK[table];
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
      await pool.query(
        `SELECT graphile_worker.add_job($1, $2::json, job_key := $3, job_key_mode := 'preserve_run_at')`,
        [job, JSON.stringify(payloadOf(id)), keyOf(id)],
      );
    }
  }
}

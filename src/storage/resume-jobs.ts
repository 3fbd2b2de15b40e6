import type { Database } from "./database";

/** What is worked on by jobs: rows of a table that has a state, each with a job of its own. */
export interface ResumableWork {
  /** The name of the job. */
  readonly job: string;
  readonly table: "PredictionBatch" | "EvaluationRun" | "Training";
  readonly keyOf: (id: string) => string;
  readonly payloadOf: (id: string) => object;
}

/**
 * Makes sure that every unfinished row has a job that runs soon: one that waits out a failure (a stop
 * of the service counts as one) is due now, with all its attempts; one that is gone is made again.
 */
export async function resumeJobs(
  { pool }: Database,
  { job, table, keyOf, payloadOf }: ResumableWork,
): Promise<number> {
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
  return rows.length;
}

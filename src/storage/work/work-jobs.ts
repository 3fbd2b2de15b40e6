import type { Database } from "../database/database";
import type { WorkKind } from "../generated/client";

/** The name of the jobs that do the work of a kind. */
export const jobName = (kind: WorkKind): string => `work:${kind}`;

/** The payload of a job. */
export interface WorkJob {
  readonly id: string;
}

const KEY = "work:";

/** The key by which the job of some work is found again. */
export const jobKey = (id: string): string => `${KEY}${id}`;

/** A job for some work, in SQL, from expressions for its name and the work's id. */
export const addJob = (name: string, id: string): string =>
  `graphile_worker.add_job(${name}, json_build_object('id', ${id}), job_key := '${KEY}' || ${id})`;

/** Whether a command alone can do the work `w`, because it reads files of its host. */
const IS_A_COMMANDS = `w."kind" = 'BENCHMARK_IMPORT'
  AND EXISTS (SELECT FROM "BenchmarkImport" i WHERE i."id" = w."id" AND i."uploadId" IS NULL)`;

/**
 * Makes sure that all unfinished work of some kinds has a job that runs soon: one that waits after a failure (a
 * stop of the service counts as one) becomes due now, with all its attempts; a missing one is created again. What a
 * command alone can do is left to it.
 */
export async function resumeJobs({ pool }: Database, kinds: readonly WorkKind[]): Promise<void> {
  const { rows } = await pool.query<{ id: string; kind: WorkKind; jobId: string | null }>(
    `SELECT w."id", w."kind", j.id::text AS "jobId" FROM "Work" w
     LEFT JOIN graphile_worker.jobs j ON j.key = $1 || w."id"
     WHERE w."kind"::text = ANY($2) AND w."state" IN ('QUEUED', 'RUNNING')
       AND NOT (${IS_A_COMMANDS}) AND (j.id IS NULL OR (j.locked_at IS NULL AND j.attempts > 0))`,
    [KEY, kinds],
  );
  const waiting = rows.flatMap(({ jobId }) => jobId ?? []);
  await pool.query("SELECT graphile_worker.reschedule_jobs($1::bigint[], run_at := now(), attempts := 0)", [
    waiting,
  ]);
  for (const { id, kind, jobId } of rows) if (!jobId) await giveJob({ pool }, kind, id);
}

/** Whether a job does the work, or is waiting to. */
export async function hasJob({ pool }: Database, id: string): Promise<boolean> {
  const { rowCount } = await pool.query("SELECT 1 FROM graphile_worker.jobs WHERE key = $1", [jobKey(id)]);
  return rowCount === 1;
}

/** Gives work that has no job one. */
export async function giveJob({ pool }: Pick<Database, "pool">, kind: WorkKind, id: string): Promise<void> {
  await pool.query(`SELECT ${addJob("$1", "$2::text")}`, [jobName(kind), id]);
}

/** How many jobs of a kind nobody works on although they are due. */
export interface WaitingJobs {
  readonly newcomers: number;
  /** Those that had a turn already. */
  readonly others: number;
}

/** The jobs of a kind that wait for a worker, of this host or of any; those left to other hosts are not counted. */
export async function waitingJobs({ pool }: Database, kind: WorkKind): Promise<WaitingJobs> {
  const { rows } = await pool.query<WaitingJobs>({
    name: "waiting-jobs",
    text: `SELECT (count(*) FILTER (WHERE "priority" < $2))::int AS "newcomers",
        (count(*) FILTER (WHERE "priority" >= $2))::int AS "others"
      FROM graphile_worker.jobs
      WHERE "task_identifier" = $1 AND "locked_at" IS NULL AND "run_at" <= now()
        AND "attempts" < "max_attempts" AND "flags" IS NULL`,
    values: [jobName(kind), AFTER_NEWCOMERS],
  });
  return rows[0]!;
}

/** The priority, in graphile-worker's order, of jobs that had a turn already. */
const AFTER_NEWCOMERS = 1;

/** Puts back the job of some work that goes on in its next turn: behind work that has not begun, and what waits already. */
export async function putBackJob({ pool }: Database, kind: WorkKind, id: string): Promise<void> {
  // As in `leaveJob`, the running job ends as if it had done its work; who may not do it still may not.
  await pool.query(
    `SELECT graphile_worker.add_job($1, json_build_object('id', $2::text), job_key := $3, priority := $4,
       flags := (SELECT array_agg(flag) FROM graphile_worker.jobs, jsonb_object_keys("flags") AS flag WHERE "key" = $3))`,
    [jobName(kind), id, jobKey(id), AFTER_NEWCOMERS],
  );
}

/** Puts back the job of some work, for other processes than this one and those that left it before. */
export async function leaveJob(
  { pool }: Database,
  kind: WorkKind,
  id: string,
  processName: string,
): Promise<void> {
  // The running job loses its key to the new one, and ends as if it had done its work.
  await pool.query(
    `SELECT graphile_worker.add_job($1, json_build_object('id', $2::text), job_key := $3,
       flags := $4::text || ARRAY(SELECT jsonb_object_keys("flags") FROM graphile_worker.jobs WHERE "key" = $3))`,
    [jobName(kind), id, jobKey(id), processName],
  );
}

/**
 * Which of some work may still write files: what has not ended, and what a job still works on although it has
 * ended or was removed.
 */
export async function workUnderWay({ pool }: Database, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT asked.id FROM unnest($1::text[]) AS asked(id)
     WHERE EXISTS (SELECT 1 FROM "Work" w WHERE w."id"::text = asked.id AND w."state" IN ('QUEUED', 'RUNNING'))
        OR EXISTS (SELECT 1 FROM graphile_worker.jobs j WHERE j.key = $2 || asked.id AND j.locked_at IS NOT NULL)`,
    [ids, KEY],
  );
  return new Set(rows.map(({ id }) => id));
}

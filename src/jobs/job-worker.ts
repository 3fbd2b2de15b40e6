import { setTimeout as delay } from "node:timers/promises";
import type { TaskList } from "graphile-worker";
import type { Database } from "../storage/database/database";
import { freeJobs } from "../storage/work/job-workers";
import { type JobWorker, runJobs } from "../storage/work/run-jobs";

const RESTART_DELAY_MS = 500;

/**
 * Keeps one job worker until `stopping`, and resolves when its last job has ended. States: working ->
 * (could not report a job's end because the database was unreachable) -> ended -> its job freed -> working.
 *
 * One worker per pool: graphile-worker does not replace a worker that ended, and a pool with none left
 * goes on silently. Its `run` is not used because its cron causes an unhandled rejection when the database goes away.
 */
export async function keepJobWorker(
  db: Database,
  worker: JobWorker,
  tasks: TaskList,
  stopping: AbortSignal,
): Promise<void> {
  while (!stopping.aborted) {
    try {
      await freeJobs(db, [worker.id]);
      await runJobs(db, worker, tasks, stopping);
    } catch {
      // Nothing can be freed until the database is back.
    }
    await delay(RESTART_DELAY_MS, undefined, { signal: stopping }).catch(() => undefined);
  }
}

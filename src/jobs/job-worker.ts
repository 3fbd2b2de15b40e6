import { EventEmitter } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import {
  Logger,
  runTaskList,
  type TaskList,
  type WorkerEvents,
  type WorkerPoolOptions,
} from "graphile-worker";
import type { Database } from "../storage/database/database";
import { freeJobs } from "../storage/work/job-workers";

const RESTART_DELAY_MS = 500;
const POLL_INTERVAL_MS = 2_000;

export const silent = new Logger(() => () => undefined);

/**
 * Keeps one job worker until `stopping`, and resolves when its last job has ended. States: working ->
 * (could not report a job's end, for the database was away) -> ended -> its job freed -> working.
 *
 * One worker to a pool: graphile-worker does not replace a worker that ended, and a pool with none left
 * goes on in silence. Not its `run` either, whose cron rejects unhandled when the database goes away.
 */
export async function keepJobWorker(
  db: Database,
  workerId: string,
  tasks: TaskList,
  stopping: AbortSignal,
): Promise<void> {
  while (!stopping.aborted) {
    try {
      await freeJobs(db, [workerId]);
      await work(db, workerId, tasks, stopping);
    } catch {
      // The database is away: until it is back nothing can be freed.
    }
    await delay(RESTART_DELAY_MS, undefined, { signal: stopping }).catch(() => undefined);
  }
}

async function work(db: Database, workerId: string, tasks: TaskList, stopping: AbortSignal): Promise<void> {
  const events: WorkerEvents = new EventEmitter();
  // The types do not know it, but a pool of one worker gives it this id.
  const options: WorkerPoolOptions & { workerId: string } = {
    workerId,
    concurrency: 1,
    pollInterval: POLL_INTERVAL_MS,
    noHandleSignals: true,
    logger: silent,
    events,
  };
  const pool = runTaskList(options, tasks, db.pool);
  const shutDown = () => {
    pool.gracefulShutdown().catch(() => undefined);
  };
  events.on("worker:stop", shutDown);
  stopping.addEventListener("abort", shutDown);
  if (stopping.aborted) shutDown();
  try {
    await pool.promise;
  } finally {
    stopping.removeEventListener("abort", shutDown);
  }
}

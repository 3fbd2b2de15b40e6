import { EventEmitter } from "node:events";
import {
  Logger,
  runMigrations,
  runTaskList,
  type TaskList,
  type WorkerEvents,
  type WorkerPoolOptions,
} from "graphile-worker";
import type { Database } from "../database/database";

const POLL_INTERVAL_MS = 2_000;
const silent = new Logger(() => () => undefined);

/** Prepares the database for jobs; must have run before the first work is accepted. */
export function prepareJobs({ pool }: Database): Promise<void> {
  return runMigrations({ pgPool: pool, logger: silent });
}

/** Who runs jobs. */
export interface JobWorker {
  readonly id: string;
  /** The process that it lives in: jobs that this process left to others are not for it. */
  readonly processName: string;
}

/**
 * Runs jobs one at a time as a worker until `stopping`, or until it cannot report a job's end
 * because the database is away.
 */
export async function runJobs(
  { pool }: Database,
  { id: workerId, processName }: JobWorker,
  tasks: TaskList,
  stopping: AbortSignal,
): Promise<void> {
  const events: WorkerEvents = new EventEmitter();
  // The types do not know it, but a pool of one worker gives it this id.
  const options: WorkerPoolOptions & { workerId: string } = {
    workerId,
    concurrency: 1,
    pollInterval: POLL_INTERVAL_MS,
    noHandleSignals: true,
    forbiddenFlags: [processName],
    logger: silent,
    events,
  };
  const workers = runTaskList(options, tasks, pool);
  const shutDown = () => {
    workers.gracefulShutdown().catch(() => undefined);
  };
  events.on("worker:stop", shutDown);
  stopping.addEventListener("abort", shutDown);
  if (stopping.aborted) shutDown();
  try {
    await workers.promise;
  } finally {
    stopping.removeEventListener("abort", shutDown);
  }
}

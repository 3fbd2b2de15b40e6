import { EventEmitter } from "node:events";
import { Logger, makeWorkerUtils, type Runner, run, runMigrations, type WorkerEvents } from "graphile-worker";
import type { ServiceContext } from "../services/context";
import { findDeadWorkers } from "../storage/job-workers";
import { BATCH_JOB } from "../storage/prediction-batches";
import { resumeBatches } from "../storage/resume-batches";
import { batchTask } from "./batch-task";
import { keepProcessLease } from "./process-lease-keeper";

/** Batches that are worked on at once by this process: a short one does not wait for a long one. */
const CONCURRENT_JOBS = 4;
const SWEEP_INTERVAL_MS = 5_000;
const RESTART_DELAY_MS = 1_000;
const POLL_INTERVAL_MS = 2_000;

export interface JobRunner {
  /** Ends the running jobs where they are; what they had not done is due again at the next start. */
  stop(): Promise<void>;
}

const silent = new Logger(() => () => undefined);

/** Prepares the database for jobs; must have run before the first batch is accepted. */
export function prepareJobs(url: string): Promise<void> {
  return runMigrations({ connectionString: url, logger: silent });
}

/**
 * Runs the durable jobs of this database until stopped; other processes may do the same.
 *
 * A job is held by a worker, a worker lives in a process, and a process shows that it lives by an advisory
 * lock. Whoever finds a worker whose process' lock is free (kill -9, power cut) gives its jobs to others.
 */
export async function startJobRunner(
  context: ServiceContext,
  report: (message: string) => void,
): Promise<JobRunner> {
  const { db } = context;
  const stopping = new AbortController();
  const lease = await keepProcessLease(db);
  const utils = await makeWorkerUtils({ connectionString: db.url, logger: silent });
  const sweep = async () => {
    const dead = await findDeadWorkers(db);
    if (dead.length > 0) await utils.forceUnlockWorkers(dead);
  };
  await sweep();
  await resumeBatches(db);

  let runner: Runner | undefined;
  const start = async (): Promise<void> => {
    const events: WorkerEvents = new EventEmitter();
    events.on("worker:create", ({ worker }) => lease.register(worker.workerId));
    events.on("worker:stop", ({ worker }) => lease.unregister(worker.workerId));
    runner = await run({
      connectionString: db.url,
      concurrency: CONCURRENT_JOBS,
      pollInterval: POLL_INTERVAL_MS,
      noHandleSignals: true,
      logger: silent,
      events,
      taskList: { [BATCH_JOB]: batchTask(context, stopping.signal, report) },
    });
    // It gives up when the database stays away; then it is started again until it stays.
    runner.promise.then(restart, restart);
  };
  const restart = () => {
    if (!stopping.signal.aborted) setTimeout(() => start().catch(restart), RESTART_DELAY_MS).unref();
  };
  await start();

  const timer = setInterval(() => {
    // When the database is away, a later sweep finds it again.
    sweep().catch(() => undefined);
  }, SWEEP_INTERVAL_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort(new Error("The service stops."));
      await runner?.stop().catch(() => undefined);
      await utils.release();
      await lease.release();
    },
  };
}

import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { runMigrations, type TaskList } from "graphile-worker";
import type { ServiceContext } from "../services/context";
import { sweepFiles } from "../services/work/sweep-files";
import { EVALUATION_JOB } from "../storage/evaluations/evaluation-runs";
import { BATCH_JOB } from "../storage/predictions/prediction-batches";
import { TRAINING_JOB } from "../storage/trainings/trainings";
import { findDeadWorkers, freeJobs, holdProcessLease } from "../storage/work/job-workers";
import { resumeJobs } from "../storage/work/resume-jobs";
import { batchTask } from "./batch-task";
import { evaluationTask } from "./evaluation-task";
import { keepJobWorker, silent } from "./job-worker";
import { sweepHourly } from "./sweep-hourly";
import { trainingTask } from "./training-task";

/** Batches that are worked on at once by this process: a short one does not wait for a long one. */
const CONCURRENT_BATCHES = 4;
/** Evaluations take hours: they have workers of their own, or batches would wait for them. */
const CONCURRENT_EVALUATIONS = 3;
const SWEEP_INTERVAL_MS = 1_500;
/** A worker that waits for a database that is away is not waited for: its jobs are due at the next start. */
const STOP_PATIENCE_MS = 1_500;
/** A training's step is in native code, which must not be under way when the process exits. */
const STEP_PATIENCE_MS = 15_000;

export interface JobRunner {
  /** Ends the running jobs where they are; what they had not done is due again at the next start. */
  stop(): Promise<void>;
}

/** Prepares the database for jobs; must have run before the first batch is accepted. */
export function prepareJobs(url: string): Promise<void> {
  return runMigrations({ connectionString: url, logger: silent });
}

/**
 * Runs the durable jobs of this database until stopped, or its trainings alone; other processes may do the
 * same. Trainings have a worker of their own: one runs at a time in a process, beside batches and evaluations.
 *
 * A job is held by a worker, a worker lives in a process, and a process shows that it lives by an advisory
 * lock. Whoever finds a worker whose process' lock is free (kill -9, power cut) gives its jobs to others.
 */
export async function startJobRunner(
  context: ServiceContext,
  report: (message: string) => void,
  which: "all" | "trainings" = "all",
): Promise<JobRunner> {
  const { db } = context;
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal); // each image that waits for room listens, and lets go again
  const lease = await holdProcessLease(db);
  await freeJobs(db, await findDeadWorkers(db));
  if (which === "all") {
    await resumeJobs(db, "PredictionBatch");
    await resumeJobs(db, "EvaluationRun");
  }
  await sweepFiles(context).catch((error: unknown) =>
    report(`Leftover files stay for now: ${String(error)}`),
  );
  await resumeJobs(db, "Training");

  let training: Promise<unknown> = Promise.resolve();
  const train = trainingTask(context, stopping.signal, report);
  const trainings: TaskList = {
    [TRAINING_JOB]: (payload, helpers) => {
      const running = Promise.resolve(train(payload, helpers));
      training = running.catch(() => undefined);
      return running;
    },
  };
  const batches = { [BATCH_JOB]: batchTask(context, stopping.signal, report) };
  const evaluations = { [EVALUATION_JOB]: evaluationTask(context, stopping.signal, report) };
  const tasksOfWorkers: TaskList[] = [trainings];
  if (which === "all") {
    tasksOfWorkers.push(...new Array<TaskList>(CONCURRENT_BATCHES).fill(batches));
    tasksOfWorkers.push(...new Array<TaskList>(CONCURRENT_EVALUATIONS).fill(evaluations));
  }
  const workers = tasksOfWorkers.map((tasks, n) =>
    keepJobWorker(db, lease.workerId(n), tasks, stopping.signal),
  );
  // A living process may have lost only its connection, and will be back: so who is found dead once is
  // asked for once more.
  let suspects = new Set<string>();
  const sweep = async () => {
    await lease.renewLocks();
    const dead = await findDeadWorkers(db);
    await freeJobs(
      db,
      dead.filter((workerId) => suspects.has(workerId)),
    );
    suspects = new Set(dead);
  };
  const timer = setInterval(() => {
    // When the database is away, a later sweep finds it again.
    sweep().catch(() => undefined);
  }, SWEEP_INTERVAL_MS).unref();
  const stopSweeping = sweepHourly(db, report);
  return {
    async stop() {
      stopSweeping();
      clearInterval(timer);
      stopping.abort(new Error("The service stops."));
      await Promise.race([training, delay(STEP_PATIENCE_MS, undefined, { ref: false })]);
      await Promise.race([Promise.all(workers), delay(STOP_PATIENCE_MS, undefined, { ref: false })]);
      await lease.release();
    },
  };
}

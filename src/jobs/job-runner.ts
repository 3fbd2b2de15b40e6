import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type { Task } from "graphile-worker";
import type { ServiceContext } from "../services/context";
import { tellOfThisHost } from "../services/runtime/tell-of-host";
import { sweepFiles } from "../services/work/files/sweep-files";
import { settleAbandoned } from "../services/work/settle-abandoned";
import type { Database } from "../storage/database/database";
import { findDeadWorkers, freeJobs, holdProcessLease, LEASE_PATIENCE_MS } from "../storage/work/job-workers";
import { jobName, resumeJobs } from "../storage/work/work-jobs";
import type { WorkKind } from "../storage/work/work-rows";
import { keepJobWorker } from "./job-worker";
import { sweepHourly } from "./sweep-hourly";
import { workJob } from "./work-job";
import { WORK_TASKS } from "./work-tasks";

const SWEEP_INTERVAL_MS = 1_500;

interface JobRunner {
  /** Stops the running jobs where they are; what is left of them is due again at the next start. */
  stop(): Promise<void>;
}

/**
 * Does this database's durable work of some kinds until it is stopped; other processes may do the same. Each
 * kind has workers of its own.
 *
 * A job is held by a worker, a worker lives in a process, and a process shows that it lives by an advisory
 * lock. Whoever finds twice that the lock of a worker's process is free (kill -9, power cut) gives its jobs to others.
 */
export async function startJobRunner(
  context: ServiceContext,
  report: (message: string) => void,
  kinds: readonly WorkKind[],
  tell: (line: string) => void = () => undefined,
): Promise<JobRunner> {
  const { db } = context;
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal); // each image that waits for room adds a listener for a while
  const lease = await holdProcessLease(db);
  let suspects = await freeDead(db, new Set(), tell);
  if (suspects.size > 0) {
    await delay(LEASE_PATIENCE_MS);
    suspects = await freeDead(db, suspects, tell);
  }
  // Before the jobs run, so that no work is begun meanwhile; files of work that goes on are spared.
  await sweepFiles(context).catch((error: unknown) =>
    report(`Leftover files stay for now: ${String(error)}`),
  );
  await resumeJobs(db, kinds);

  const { processName } = lease;
  const underWay = kinds.map((kind) =>
    trackedTask(workJob(context, kind, { processName, stopping: stopping.signal, report, tell })),
  );
  const tasksOfWorkers = kinds.flatMap((kind, index) =>
    Array.from({ length: WORK_TASKS[kind].concurrency }, () => ({ [jobName(kind)]: underWay[index]!.task })),
  );
  const workers = tasksOfWorkers.map((tasks, n) =>
    keepJobWorker(db, { id: lease.workerId(n), processName }, tasks, stopping.signal),
  );
  let abandoned = new Set<string>();
  const sweep = async () => {
    if (!(await lease.isHeld())) {
      suspects = abandoned = new Set();
      return;
    }
    await lease.renewLocks();
    suspects = await freeDead(db, suspects, tell);
    abandoned = await settleAbandoned(db, abandoned);
  };
  const stopTelling = await tellOfThisHost(context, processName);
  const timer = setInterval(() => {
    // This fails while the database is away; a later sweep makes up for it.
    sweep().catch(context.storageTrouble.note);
  }, SWEEP_INTERVAL_MS).unref();
  const stopSweeping = sweepHourly(context, report);
  return {
    async stop() {
      stopSweeping();
      clearInterval(timer);
      stopping.abort(new Error("The service is stopping."));
      const patience = kinds.map((kind) => WORK_TASKS[kind].patienceMs);
      await Promise.all(underWay.map(({ settled }, index) => atMost(patience[index]!, settled())));
      await atMost(Math.min(...patience), Promise.all(workers));
      await stopTelling();
      await lease.release();
    },
  };
}

/**
 * Frees the jobs of workers that are found dead and were `suspects` before, and returns all that are found dead: a living
 * process may only have lost its connection, and takes its lease again.
 */
async function freeDead(
  db: Database,
  suspects: ReadonlySet<string>,
  tell: (line: string) => void,
): Promise<Set<string>> {
  const dead = await findDeadWorkers(db);
  const freed = dead.filter((workerId) => suspects.has(workerId));
  await freeJobs(db, freed);
  if (freed.length > 0) tell(`A process has ended: ${freed.length} jobs that it held are due again`);
  return new Set(dead);
}

/** A task, and a way to wait for all of its runs. */
function trackedTask(task: Task): { task: Task; settled(): Promise<unknown> } {
  const running = new Set<Promise<unknown>>();
  return {
    task: (payload, helpers) => {
      const run = Promise.resolve(task(payload, helpers));
      running.add(run);
      return run.finally(() => running.delete(run)) as Promise<void>;
    },
    settled: () => Promise.allSettled(running),
  };
}

function atMost(ms: number, awaited: Promise<unknown>): Promise<unknown> {
  return Promise.race([awaited, delay(ms, undefined, { ref: false })]);
}

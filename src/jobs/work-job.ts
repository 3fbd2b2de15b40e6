import { setTimeout as delay } from "node:timers/promises";
import type { Task } from "graphile-worker";
import type { ServiceContext } from "../services/context";
import { UnfitHost } from "../services/work/host";
import { untilEnded } from "../services/work/until-ended";
import { WORK_WORDS } from "../services/work/work-words";
import { isStorageUnavailable } from "../storage/database/storage-errors";
import { endWork } from "../storage/work/change-work";
import { postponeJob, type WorkJob } from "../storage/work/work-jobs";
import { aloneWithWork } from "../storage/work/work-lock";
import { type TaskKind, WORK_TASKS, type WorkTask } from "./work-tasks";

/** After this many failures that are not the database's, the work itself is considered at fault. */
const MAX_ATTEMPTS = 5;
const STORAGE_RETRY_MS = 500;
/** How long other hosts have to take up work that this one cannot go on with, before it tries again. */
const LEFT_TO_OTHERS_MS = 10_000;

/**
 * The job that does the work of a kind. A failure is retried later, and in the end recorded. An unreachable
 * database is waited for: that is not a failure of the work, and could not be recorded. What another kind of
 * host has begun is put back for such a host.
 */
export function workJob(
  context: ServiceContext,
  kind: TaskKind,
  stopping: AbortSignal,
  report: (message: string) => void,
): Task {
  const { db } = context;
  const task: WorkTask = WORK_TASKS[kind];
  const leftToOthers = new Set<string>(); // reported once each, not every ten seconds

  const run = (id: string) =>
    untilEnded(context, id, stopping, (signal) =>
      task.alone
        ? aloneWithWork(db, id, signal, (alone) => task.run(context, id, alone))
        : task.run(context, id, signal),
    );

  async function attempt(id: string, attempts: number): Promise<void> {
    const name = `The ${WORK_WORDS[kind].name} ${id}`;
    try {
      await run(id);
    } catch (error) {
      if (stopping.aborted || isStorageUnavailable(error)) throw error;
      const message = error instanceof Error ? error.message : String(error);
      if (error instanceof UnfitHost) {
        if (!leftToOthers.has(id))
          report(`${name} is left to other hosts: ${error.reason}. Start such a host, or cancel it.`);
        leftToOthers.add(id);
        return postponeJob(db, kind, id, LEFT_TO_OTHERS_MS);
      }
      report(`${name}, attempt ${attempts}: ${message}`);
      if (attempts < MAX_ATTEMPTS && !task.isFinal(error)) throw error;
      await endWork(db, id, "FAILED", message);
      await task.tidy?.(context, id);
    }
  }

  return async (payload, { job }) => {
    const { id } = payload as WorkJob;
    for (;;) {
      try {
        return await attempt(id, job.attempts);
      } catch (error) {
        if (stopping.aborted || !isStorageUnavailable(error)) throw error;
        await delay(STORAGE_RETRY_MS, undefined, { signal: stopping });
      }
    }
  };
}

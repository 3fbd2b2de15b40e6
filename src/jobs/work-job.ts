import { setTimeout as delay } from "node:timers/promises";
import type { Task } from "graphile-worker";
import type { ServiceContext } from "../services/context";
import { explainStorageFailure } from "../services/explain-storage-failure";
import { toGlobalId } from "../services/global-id";
import { UnfitHost } from "../services/work/host";
import { untilEnded } from "../services/work/until-ended";
import { WORK_WORDS } from "../services/work/work-words";
import { isStorageUnavailable } from "../storage/database/storage-errors";
import { endWork } from "../storage/work/change-work";
import { leaveJob, type WorkJob } from "../storage/work/work-jobs";
import { aloneWithWork } from "../storage/work/work-lock";
import type { WorkKind } from "../storage/work/work-rows";
import { tellOfWork } from "./tell-of-work";
import { WORK_TASKS, type WorkTask } from "./work-tasks";

/** After this many failures that are not the database's, the work itself is considered at fault. */
const MAX_ATTEMPTS = 5;
const STORAGE_RETRY_MS = 500;

/**
 * The job that does the work of a kind. A failure is retried later, and in the end recorded. An unreachable
 * database is waited for: that is not a failure of the work, and could not be recorded. What another kind of
 * host has begun is put back for such a host; this process does not take it again.
 */
export function workJob(
  context: ServiceContext,
  kind: WorkKind,
  {
    processName,
    stopping,
    report,
    tell,
  }: {
    processName: string;
    stopping: AbortSignal;
    report: (message: string) => void;
    tell: (line: string) => void;
  },
): Task {
  const { db } = context;
  const task: WorkTask = WORK_TASKS[kind];

  const run = (id: string) =>
    untilEnded(context, id, stopping, (signal) =>
      task.alone
        ? aloneWithWork(db, id, signal, (alone) => task.run(context, id, alone))
        : task.run(context, id, signal),
    );

  async function attempt(id: string, attempts: number, tellOnce: (line: string) => void): Promise<void> {
    const { name: noun, type } = WORK_WORDS[kind];
    const name = `The ${noun} ${toGlobalId(type, id)}`;
    try {
      await tellOfWork(db, { name, id }, tellOnce, () => run(id));
    } catch (error) {
      if (stopping.aborted || isStorageUnavailable(error)) throw error;
      const message =
        explainStorageFailure(error) ?? (error instanceof Error ? error.message : String(error));
      if (error instanceof UnfitHost) {
        report(`${name} is left to other hosts: ${error.reason}. Start such a host, or cancel it.`);
        return leaveJob(db, kind, id, processName);
      }
      report(`${name}, attempt ${attempts}: ${message}`);
      if (attempts < MAX_ATTEMPTS && !task.isFinal(error)) throw error;
      await endWork(db, id, "FAILED", message);
      await task.tidy?.(context, id);
    }
  }

  return async (payload, { job }) => {
    const { id } = payload as WorkJob;
    const told = new Set<string>(); // not again each time that the database is tried
    const tellOnce = (line: string) => {
      if (!told.has(line)) tell(line);
      told.add(line);
    };
    for (;;) {
      try {
        return await attempt(id, job.attempts, tellOnce);
      } catch (error) {
        if (stopping.aborted || !context.storageTrouble.note(error)) throw error;
        await delay(STORAGE_RETRY_MS, undefined, { signal: stopping });
      }
    }
  };
}

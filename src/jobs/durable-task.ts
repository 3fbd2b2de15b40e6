import { setTimeout as delay } from "node:timers/promises";
import type { Task } from "graphile-worker";
import { isStorageUnavailable } from "../storage/database/storage-errors";

/** After so many failures that are not the database's, the work itself is taken to be at fault. */
const MAX_ATTEMPTS = 5;
const STORAGE_RETRY_MS = 500;

/** One piece of durable work, named by what its job was given. */
export interface DurableWork {
  /** As it is named in the log, such as "Batch 12". */
  readonly name: string;
  run(): Promise<void>;
  /** Writes down that it is given up. */
  giveUp(message: string): Promise<unknown>;
  /** Whether another attempt would fail in the same way. */
  isFinal?(error: unknown): boolean;
}

/**
 * Runs work; a failure is tried again later, and finally written down. A database that is away is waited for:
 * it is no failure of the work, and could not be told of one.
 */
export function durableTask(
  workOf: (payload: unknown) => DurableWork,
  stopping: AbortSignal,
  report: (message: string) => void,
): Task {
  return async (payload, { job }) => {
    const work = workOf(payload);
    const run = async () => {
      try {
        await work.run();
      } catch (error) {
        if (stopping.aborted || isStorageUnavailable(error)) throw error;
        const message = error instanceof Error ? error.message : String(error);
        report(`${work.name}, attempt ${job.attempts}: ${message}`);
        if (job.attempts < MAX_ATTEMPTS && !work.isFinal?.(error)) throw error;
        await work.giveUp(message);
      }
    };
    for (;;) {
      try {
        return await run();
      } catch (error) {
        if (stopping.aborted || !isStorageUnavailable(error)) throw error;
        await delay(STORAGE_RETRY_MS, undefined, { signal: stopping });
      }
    }
  };
}

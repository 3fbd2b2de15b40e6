import { setTimeout as delay } from "node:timers/promises";
import { isStorageUnavailable } from "../storage/storage-errors";

/** After so many failures that are not the database's, the work itself is taken to be at fault. */
const MAX_ATTEMPTS = 5;
const STORAGE_RETRY_MS = 500;

/** Work of a job, and how to give it up. */
export interface RetriedWork {
  /** Such as "Batch 1234", for the log. */
  readonly what: string;
  readonly attempt: number;
  run(): Promise<void>;
  /** Whether to try again cannot help. */
  isFinal(error: unknown): boolean;
  fail(message: string): Promise<unknown>;
}

/**
 * Runs a job's work; a failure is tried again later, and finally written down. A database that is away is
 * waited for: it is no failure of the work, and could not be told of one.
 */
export async function runWithRetries(
  { what, attempt, run, isFinal, fail }: RetriedWork,
  stopping: AbortSignal,
  report: (message: string) => void,
): Promise<void> {
  const once = async () => {
    try {
      await run();
    } catch (error) {
      if (stopping.aborted || isStorageUnavailable(error)) throw error;
      const message = error instanceof Error ? error.message : String(error);
      report(`${what}, attempt ${attempt}: ${message}`);
      if (attempt < MAX_ATTEMPTS && !isFinal(error)) throw error;
      await fail(message);
    }
  };
  for (;;) {
    try {
      return await once();
    } catch (error) {
      if (stopping.aborted || !isStorageUnavailable(error)) throw error;
      await delay(STORAGE_RETRY_MS, undefined, { signal: stopping });
    }
  }
}

import path from "node:path";
import { createTurns } from "../../../batcher/turns";
import { RegionaryError } from "../../../errors";
import { startThread } from "../../../threads/thread";
import type { ReduceTasks } from "./reduce-tasks";

const WORKER = path.join(__dirname, "reduce-worker");
const MAX_WAITING = 1_000;

/** Makes figures from what runs have measured, off the main thread. */
export interface Reducer {
  /** When `signal` fires, the work is stopped at once, or not begun, and rejects with the signal's reason. */
  run<K extends keyof ReduceTasks & string>(
    task: K,
    message: ReduceTasks[K]["message"],
    signal?: AbortSignal,
  ): Promise<ReduceTasks[K]["result"]>;
  /** Ends running and waiting work with CANCELLED, at once. */
  close(): void;
}

/**
 * One piece of work at a time, each on a thread of its own: a run's scores may take hundreds of megabytes,
 * and a thread's memory is returned when it ends.
 */
export function createReducer(): Reducer {
  const inTurn = createTurns("evaluation figures", 1, MAX_WAITING);
  const closing = new AbortController();
  return {
    run: async (task, message, signal) => {
      const unwanted = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
      unwanted.throwIfAborted();
      const work = () => runAlone(task, message, unwanted);
      return (await inTurn(work, { signal: unwanted }).catch((error: unknown) => {
        unwanted.throwIfAborted();
        throw error;
      })) as never;
    },
    close: () =>
      closing.abort(
        new RegionaryError(
          "CANCELLED",
          "No figures were made because the service is stopping. Try again when it is running.",
        ),
      ),
  };
}

async function runAlone(task: string, message: unknown, unwanted: AbortSignal): Promise<unknown> {
  const thread = startThread(WORKER);
  const kill = () => void thread.kill();
  unwanted.addEventListener("abort", kill);
  try {
    return await thread.call(task, { value: message, transfer: [] });
  } finally {
    unwanted.removeEventListener("abort", kill);
    await thread.kill();
  }
}

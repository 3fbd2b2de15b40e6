import path from "node:path";
import { createTurns } from "../../batcher/turns";
import { startThread, type Thread } from "../../inference/thread";
import type { ReduceTasks } from "./reduce-tasks";

const WORKER = path.join(__dirname, "reduce-worker");
const MAX_WAITING = 1_000;

/** Makes figures of what runs have measured, off the main thread. */
export interface Reducer {
  /** When `signal` fires, the work is ended where it is and rejects with the signal's reason. */
  run<K extends keyof ReduceTasks & string>(
    task: K,
    message: ReduceTasks[K]["message"],
    signal?: AbortSignal,
  ): Promise<ReduceTasks[K]["result"]>;
  /** Ends what is under way; there is nothing to wait for. */
  close(): void;
}

/**
 * One piece of work at a time, each on a thread of its own: a run's scores may take hundreds of megabytes,
 * and what a thread took is given back when it ends.
 */
export function createReducer(): Reducer {
  const inTurn = createTurns("evaluation figures", 1, MAX_WAITING);
  let current: Thread | null = null;
  return {
    run: (task, message, signal) =>
      inTurn(async () => {
        signal?.throwIfAborted();
        const thread = startThread(WORKER);
        const kill = () => void thread.kill();
        signal?.addEventListener("abort", kill);
        current = thread;
        try {
          return (await thread.call(task, { value: message, transfer: [] })) as never;
        } catch (error) {
          signal?.throwIfAborted();
          throw error;
        } finally {
          signal?.removeEventListener("abort", kill);
          current = null;
          await thread.kill();
        }
      }),
    close: () => {
      void current?.kill();
    },
  };
}

import path from "node:path";
import { createTurns } from "../../batcher/turns";
import { startThread, type Thread } from "../../inference/thread";
import type { ReduceTasks } from "./reduce-tasks";

const WORKER = path.join(__dirname, "reduce-worker");
const MAX_WAITING = 1_000;

/** Makes figures of what runs have measured, off the main thread. */
export interface Reducer {
  run<K extends keyof ReduceTasks & string>(
    task: K,
    message: ReduceTasks[K]["message"],
  ): Promise<ReduceTasks[K]["result"]>;
  /** Has what is under way end as soon as it can; there is nothing to wait for. */
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
    run: (task, message) =>
      inTurn(async () => {
        const thread = startThread(WORKER);
        current = thread;
        try {
          return (await thread.call(task, { value: message, transfer: [] })) as never;
        } finally {
          current = null;
          await thread.end(0);
        }
      }),
    close: () => {
      void current?.end(0);
    },
  };
}

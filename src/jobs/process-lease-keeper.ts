import type { Database } from "../storage/database";
import { holdProcessLease, type ProcessLease } from "../storage/job-workers";

const RETRY_MS = 1_000;

/** Keeps this process' lease over lost connections, with the workers registered under it. */
export interface LeaseKeeper {
  register(workerId: string): void;
  /** A worker that ended: what it still holds (it could not say that it failed) is free for others. */
  unregister(workerId: string): void;
  release(): Promise<void>;
}

export async function keepProcessLease(db: Database): Promise<LeaseKeeper> {
  const workerIds = new Set<string>();
  let lease: ProcessLease | undefined;
  let released = false;

  const hold = async (): Promise<void> => {
    const held = await holdProcessLease(db, retry);
    if (released) return held.release();
    lease = held;
    for (const workerId of workerIds) await held.register(workerId);
  };
  const retry = () => {
    if (!released) setTimeout(() => hold().catch(retry), RETRY_MS).unref();
  };
  await hold();
  return {
    register(workerId) {
      workerIds.add(workerId);
      // When the database is away, the next lease registers it.
      lease?.register(workerId).catch(() => undefined);
    },
    unregister(workerId) {
      workerIds.delete(workerId);
      // When the database is away, so is the lock that made the worker count as living.
      lease?.unregister(workerId).catch(() => undefined);
    },
    async release() {
      released = true;
      await lease?.release();
    },
  };
}

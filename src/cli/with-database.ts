import { type Config, readConfig } from "../config";
import type { Database } from "../storage/database/database";
import { openStorage } from "../storage/database/open-storage";
import { prepareJobs } from "../storage/work/run-jobs";
import { interruptible } from "./terminal/interruption";
import type { Terminal } from "./terminal/terminal";

/** What a command that needs the database works with. */
export interface Workplace {
  readonly config: Config;
  readonly db: Database;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/**
 * Opens the service's database for the time of `work`, whether or not the service runs: a running embedded
 * PostgreSQL is shared, and else started and, by its last user, stopped.
 */
export function withDatabase<T>(terminal: Terminal, work: (workplace: Workplace) => Promise<T>): Promise<T> {
  return interruptible(async (signal) => {
    const config = readConfig(terminal.env);
    const storage = await openStorage({ ...config, log: terminal.warn });
    try {
      await prepareJobs(storage.db.url);
      signal.throwIfAborted();
      return await work({ config, db: storage.db, signal });
    } finally {
      await storage.close();
    }
  });
}

import type { Config } from "./config";
import type { Database } from "./storage/database/database";
import { databaseVersion } from "./storage/database/database-status";
import { openStorage } from "./storage/database/open-storage";
import { prepareJobs } from "./storage/work/run-jobs";

/** The open database; its tables and those of its jobs are up to date. */
export interface Installation {
  readonly db: Database;
  /** What the database's server is, such as "PostgreSQL 18.4". */
  serverVersion(): Promise<string>;
  close(): Promise<void>;
}

/**
 * Opens the database of the configuration, whether or not the service runs: a running embedded PostgreSQL is
 * shared; otherwise it is started, and stopped by its last user.
 */
export async function openInstallation(
  config: Pick<Config, "databaseUrl" | "dataDirectory">,
  log: (line: string) => void,
): Promise<Installation> {
  const { db, close } = await openStorage({ ...config, log });
  try {
    await prepareJobs(db);
    return { db, serverVersion: () => databaseVersion(db), close };
  } catch (error) {
    await close();
    throw error;
  }
}

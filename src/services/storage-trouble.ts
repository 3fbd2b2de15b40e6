import { statfs } from "node:fs/promises";
import { RegionaryError } from "../errors";
import type { Database } from "../storage/database/database";
import { pingDatabase } from "../storage/database/database-status";
import { isDiskFull, isStorageUnavailable } from "../storage/database/storage-errors";

/** PostgreSQL takes room for its log by pieces of 16 MiB, and ends where it gets none. */
const LEAST_FREE_BYTES = 16 * 1024 * 1024;
/** How long a failure to store says that the next would fail too. */
const REMEMBERED_MS = 60_000;
/** A line in the log for each failure would fill what is left of a disk. */
const QUIET_MS = 60_000;

export const FULL_DISK =
  "The disk of the database is full: nothing more is stored until there is room. Nothing that was accepted is lost.";

/** What is known of the database being away, or its disk full. */
export interface StorageTrouble {
  /** Takes note of a failure of the database, with a line in the log once a minute. False for any other failure. */
  note(error: unknown): boolean;
  /** STORAGE_UNAVAILABLE, saying why, if nothing can be read or nothing more be stored. */
  check(): Promise<void>;
}

export function createStorageTrouble(
  db: Database,
  dataDirectory: string,
  log: (line: string) => void,
): StorageTrouble {
  let fullAt = Number.NEGATIVE_INFINITY;
  const loggedAt = new Map<string, number>();
  const logNowAndThen = (line: string) => {
    if (performance.now() - (loggedAt.get(line) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return;
    loggedAt.set(line, performance.now());
    log(line);
  };
  return {
    note(error) {
      if (!isStorageUnavailable(error)) return false;
      const isFull = isDiskFull(error);
      if (isFull) fullAt = performance.now();
      logNowAndThen(isFull ? FULL_DISK : "The database cannot be reached; what was accepted waits for it.");
      return true;
    },
    async check() {
      const lost = await pingDatabase(db).then(
        () => null,
        (error: unknown) => ({ error }),
      );
      if (performance.now() - fullAt < REMEMBERED_MS || (await hasNoRoom(dataDirectory)))
        throw new RegionaryError("STORAGE_UNAVAILABLE", FULL_DISK);
      if (lost)
        throw new RegionaryError(
          "STORAGE_UNAVAILABLE",
          "The database cannot be reached. Try again shortly.",
          {},
          { cause: lost.error },
        );
    },
  };
}

/** The embedded PostgreSQL is there, and what models need on this host. */
async function hasNoRoom(directory: string): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize < LEAST_FREE_BYTES;
  } catch {
    return false; // it is made when it is needed
  }
}

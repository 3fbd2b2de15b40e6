import path from "node:path";
import { RegionaryError } from "../../errors";
import { startEmbeddedPostgres } from "../embedded/embedded-postgres";
import { moveOlderPackages } from "../models/move-older-packages";
import type { Database } from "./database";
import { migrate } from "./migrate";
import { openDatabase } from "./open-database";
import { isStorageUnavailable } from "./storage-errors";

const MIGRATIONS = path.resolve(__dirname, "../../../prisma/migrations");

export interface Storage {
  readonly db: Database;
  close(): Promise<void>;
}

/** Opens the database of the configuration, or starts the embedded one, and brings its tables up to date. */
export async function openStorage(options: {
  databaseUrl: string | null;
  dataDirectory: string;
  log: (line: string) => void;
}): Promise<Storage> {
  const { databaseUrl, dataDirectory, log } = options;
  const postgres = databaseUrl === null ? await startEmbeddedPostgres({ dataDirectory, log }) : null;
  try {
    const url = databaseUrl ?? postgres!.url;
    await migrate(url, MIGRATIONS).catch((error: unknown) => {
      throw isStorageUnavailable(error) ? unreachable(error) : error;
    });
    const db = openDatabase(url);
    await moveOlderPackages(db, log).catch(async (error: unknown) => {
      await db.close();
      throw error;
    });
    return {
      db,
      close: async () => {
        await db.close();
        await postgres?.stop();
      },
    };
  } catch (error) {
    await postgres?.stop();
    throw error;
  }
}

/** Without the address: it holds the password. */
function unreachable(cause: unknown): RegionaryError {
  const reason = cause instanceof Error && cause.message ? cause.message : "it refuses the connection";
  return new RegionaryError(
    "STORAGE_UNAVAILABLE",
    `The database cannot be reached: ${reason}. Start it, or correct DATABASE_URL; without DATABASE_URL an embedded PostgreSQL is used.`,
    {},
    { cause },
  );
}

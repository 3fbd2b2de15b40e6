import path from "node:path";
import { explainConnectionError } from "../connection/explain-connection-error";
import { settleAddress } from "../connection/settle-address";
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
    const url = databaseUrl === null ? postgres!.url : await settleAddress(databaseUrl, log);
    await migrate(url, MIGRATIONS).catch((error: unknown) => {
      throw isStorageUnavailable(error) ? explainConnectionError(error) : error;
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

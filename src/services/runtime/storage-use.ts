import type { Database } from "../../storage/database/database";
import { databaseSize } from "../../storage/database/database-status";
import { regionCacheUse, type StoredCache } from "../../storage/regions/region-cache-use";
import { recently } from "./recently";

/** What is stored takes a while to count, so these are some seconds old; null where the database was never reached. */
export interface StorageUse {
  databaseBytes(): Promise<number | null>;
  regionCache(): Promise<StoredCache | null>;
}

export function createStorageUse(db: Database): StorageUse {
  return {
    databaseBytes: recently(() => databaseSize(db)),
    regionCache: recently(() => regionCacheUse(db)),
  };
}

import { regionCacheUse, type StoredCache, thumbnailUse } from "../../storage/database/cache-use";
import type { Database } from "../../storage/database/database";
import { databaseSize } from "../../storage/database/database-status";
import { recently } from "./recently";

/** What is stored takes a while to count, so these are some seconds old; null where the database was never reached. */
export interface StorageUse {
  databaseBytes(): Promise<number | null>;
  regionCache(): Promise<StoredCache | null>;
  thumbnails(): Promise<StoredCache | null>;
}

export function createStorageUse(db: Database): StorageUse {
  return {
    databaseBytes: recently(() => databaseSize(db)),
    regionCache: recently(() => regionCacheUse(db)),
    thumbnails: recently(() => thumbnailUse(db)),
  };
}

import { RegionaryError } from "../errors";
import type { Database } from "../storage/database";
import { readImageBytes } from "../storage/images";
import type { ModelVersionRow } from "../storage/model-versions";
import type { RegionCache } from "../storage/region-cache";
import type { ModelRegistry } from "./model-registry";

/** Writes to the cache that may be under way before an encode waits for one. */
const MAX_PENDING_WRITES = 32;

export interface RegionStoreStats {
  readonly hits: number;
  readonly misses: number;
}

/** The enriched regions of stored images: from the cache, or encoded and remembered. */
export interface RegionStore {
  /** float16 [positions, regionSize]; two callers for the same image share one encode. */
  regionsOf(model: ModelVersionRow, imageId: string): Promise<Uint16Array>;
  stats(): RegionStoreStats;
  /** Waits for writes that are under way. */
  settle(): Promise<void>;
}

export function createRegionStore(db: Database, cache: RegionCache, models: ModelRegistry): RegionStore {
  // An entry stays until its regions are stored, so that a second caller finds them in one place or the other.
  const underWay = new Map<string, Promise<Uint16Array>>();
  const writes = new Set<Promise<void>>();
  let hits = 0;
  let misses = 0;

  const encode = async (model: ModelVersionRow, imageId: string, key: string): Promise<Uint16Array> => {
    let writing = false;
    try {
      const stored = await cache.get(model.id, imageId);
      if (stored) {
        hits++;
        return stored;
      }
      misses++;
      const image = await readImageBytes(db, imageId);
      if (!image) throw new RegionaryError("NOT_FOUND", `There is no image ${imageId}.`);
      const loaded = await models.loaded(model);
      const regions = await loaded.encode(image.bytes, { mode: "photo" });
      if (writes.size >= MAX_PENDING_WRITES) await Promise.race(writes);
      writing = true;
      const write = cache
        .put(model.id, imageId, regions)
        // What the cache cannot keep is computed again when it is asked for.
        .catch(() => undefined)
        .finally(() => {
          writes.delete(write);
          underWay.delete(key);
        });
      writes.add(write);
      return regions;
    } finally {
      if (!writing) underWay.delete(key);
    }
  };

  return {
    regionsOf(model, imageId) {
      const key = `${model.id}:${imageId}`;
      const shared = underWay.get(key);
      if (shared) return shared;
      const regions = encode(model, imageId, key);
      underWay.set(key, regions);
      return regions;
    },
    stats: () => ({ hits, misses }),
    settle: async () => {
      await Promise.all(writes);
    },
  };
}

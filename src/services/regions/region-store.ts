import { createBatcher } from "../../batcher/batcher";
import type { SubmitOptions } from "../../batcher/batcher-options";
import { createTurns } from "../../batcher/turns";
import { isRegionaryError } from "../../errors";
import type { DecodedPicture } from "../../pictures/pixel-tasks";
import type { Database } from "../../storage/database/database";
import { readImageBytes } from "../../storage/images/images";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import type { RegionCache } from "../../storage/regions/region-cache";
import type { ModelRegistry } from "../models/model-registry";
import { notFound } from "../not-found";
import { shareWork } from "./share-work";

/** Regions read together, and reads at a time: one goes over the wire while another is made ready. */
const REGIONS_PER_READ = 16;
const READS = 2;
/**
 * Images of batches and evaluations on their way through the model: enough to fill the lanes, and few enough
 * to leave room in the queues for callers who wait.
 */
const PATIENT_ENCODES = 64;
const MAX_WAITING = 10_000;

/** Writes to the cache that may be under way: beyond them regions are not remembered, so that none waits. */
const MAX_PENDING_WRITES = 32;

export interface RegionStoreStats {
  readonly hits: number;
  readonly misses: number;
  /** Regions that were not remembered, for too many writes were under way. */
  readonly unwritten: number;
}

export interface RegionOptions extends SubmitOptions {
  /** Decoded for this model from an image that was stored just now: neither its bytes nor regions are looked for. */
  readonly newPicture?: DecodedPicture;
  /** Called before this caller's image is encoded; what it throws is the result. */
  readonly onMiss?: () => void;
}

/** The enriched regions of stored images: from the cache, or encoded and remembered. */
export interface RegionStore {
  /**
   * float16 [positions, regionSize]. Callers for the same image share one encode, at the urgency of the
   * first; it is given up when all of them have left. What an evaluation had encoded is not remembered: a
   * benchmark set is gone through once, and would push out what people come back to.
   */
  regionsOf(model: ModelVersionRow, imageId: string, options?: RegionOptions): Promise<Uint16Array>;
  stats(): RegionStoreStats;
  /** Waits for writes that are under way. */
  settle(): Promise<void>;
}

export function createRegionStore(db: Database, cache: RegionCache, models: ModelRegistry): RegionStore {
  const underWay = shareWork<Uint16Array>();
  const inTurn = createTurns("patient encodes", PATIENT_ENCODES, MAX_WAITING);
  const reads = createBatcher<{ modelId: string; imageId: string }, Uint16Array | null>({
    name: "regions",
    lanes: READS,
    maxBatch: REGIONS_PER_READ,
    maxQueued: MAX_WAITING,
    groupOf: ({ modelId }) => modelId,
    runBatch: (keys) =>
      cache.get(
        keys[0]!.modelId,
        keys.map(({ imageId }) => imageId),
      ),
  });
  // Regions on their way to the cache, so that a second caller finds them in one place or the other.
  const unstored = new Map<string, Uint16Array>();
  const writes = new Set<Promise<void>>();
  let hits = 0;
  let misses = 0;
  let unwritten = 0;

  const remember = (modelId: string, imageId: string, key: string, regions: Uint16Array): void => {
    if (writes.size >= MAX_PENDING_WRITES) {
      unwritten++;
      return;
    }
    unstored.set(key, regions);
    const write = cache
      .put(modelId, imageId, regions)
      // What the cache cannot keep is computed again when it is asked for.
      .catch(() => undefined)
      .finally(() => {
        writes.delete(write);
        unstored.delete(key);
      });
    writes.add(write);
  };

  const storedPicture = async (model: ModelVersionRow, imageId: string, options: SubmitOptions) => {
    const image = await readImageBytes(db, imageId);
    if (!image) throw notFound("image");
    return (await models.loaded(model)).decode(image.bytes, { ...options, mode: "photo" });
  };

  return {
    async regionsOf(model, imageId, { signal, newPicture, onMiss, ...urgency } = {}) {
      const key = `${model.id}:${imageId}`;
      for (;;) {
        let isOwn = false;
        try {
          return await underWay(key, signal, async (abandoned) => {
            isOwn = true;
            const stored =
              unstored.get(key) ??
              (newPicture
                ? null
                : await reads.submit({ modelId: model.id, imageId }, { priority: urgency.priority }));
            if (stored) {
              hits++;
              return stored;
            }
            misses++;
            onMiss?.();
            const encode = async (): Promise<Uint16Array> => {
              const options = { ...urgency, signal: abandoned };
              const picture = newPicture ?? (await storedPicture(model, imageId, options));
              return (await models.loaded(model)).encode(picture, options);
            };
            const isPatient = urgency.priority === "bulk" || urgency.priority === "evaluation";
            const regions = await (isPatient ? inTurn(encode, { priority: urgency.priority }) : encode());
            if (urgency.priority !== "evaluation") remember(model.id, imageId, key, regions);
            return regions;
          });
        } catch (error) {
          // The deadline of whoever came first is nobody else's.
          const isLate =
            isRegionaryError(error) && (error.code === "DEADLINE_EXCEEDED" || error.code === "OVERLOADED");
          if (isOwn || signal?.aborted || !isLate) throw error;
        }
      }
    },
    stats: () => ({ hits, misses, unwritten }),
    settle: async () => {
      await Promise.all(writes);
    },
  };
}

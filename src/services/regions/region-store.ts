import { createBatcher } from "../../batcher/batcher";
import type { SubmitOptions } from "../../batcher/batcher-options";
import { createTurns } from "../../batcher/turns";
import { isRegionaryError } from "../../errors";
import type { LoadedModel } from "../../inference/engine/loaded-model";
import { rowsOf } from "../../model/chain";
import type { DecodedPicture } from "../../pictures/pixel-tasks";
import type { Database } from "../../storage/database/database";
import { readImageBytes } from "../../storage/images/images";
import { readPictures } from "../../storage/images/read-pictures";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import type { ImageRegions, RegionCache } from "../../storage/regions/region-cache";
import { createSharedMemory } from "../../threads/shared-memory";
import type { ModelRegistry } from "../models/model-registry";
import { notFound } from "../not-found";
import { createRegionWrites, type RegionKey } from "./region-writes";
import { shareUse, untilLeft } from "./share-work";

/** Regions or pictures read together, and reads of each at a time: one is transferred while another is prepared. */
const PER_READ = 16;
const READS = 2;
/**
 * The most images of batches and evaluations in the model at once: enough to fill the lanes, and few enough
 * to leave room in the queues for callers who wait.
 */
const PATIENT_ENCODES = 64;
const MAX_WAITING = 10_000;
/** Pieces of memory for regions that are kept: for as many images as a large batch has in hand. */
const KEPT_MEMORY = 64;

interface RegionStoreStats {
  readonly hits: number;
  readonly misses: number;
  /** Regions that were not cached because too many writes were in progress. */
  readonly unwritten: number;
}

export interface RegionOptions extends SubmitOptions {
  /** Decoded for this model from an image that was just stored: neither its bytes nor its regions are looked up. */
  readonly newPicture?: DecodedPicture;
  /** Called before this caller's image is encoded; what it throws is the result. */
  readonly onMiss?: () => void;
  /** Whether the caller adds the image to its search index by itself. */
  readonly isIndexed?: true;
}

/** The enriched regions of stored images: from the cache, or encoded and remembered. */
export interface RegionStore {
  /**
   * float16 [positions, regionSize]. Callers for the same image share one encode, at the urgency of the
   * first; it is given up when all of them have left. An evaluation's regions are not remembered: a
   * benchmark set is read once, and would push out what people return to.
   */
  regionsOf(model: ModelVersionRow, imageId: string, options?: RegionOptions): Promise<Uint16Array>;
  /** What `use` makes of them, which may read them only until it settles: their memory is used again. */
  withRegions<T>(
    model: ModelVersionRow,
    imageId: string,
    options: RegionOptions,
    use: (regions: Uint16Array) => Promise<T>,
  ): Promise<T>;
  /** The same if they are stored, or null. A caller whose signal fires leaves at once. */
  stored(model: ModelVersionRow, imageId: string, options: SubmitOptions): Promise<Uint16Array | null>;
  /**
   * Copies those of many images that are cached to their places in `into`, [n, positions, regionSize]; returns which are
   * not. Nothing is encoded, and it does not count as use of them.
   */
  copyMany(model: ModelVersionRow, imageIds: readonly string[], into: Uint16Array): Promise<number[]>;
  stats(): RegionStoreStats;
  /** Waits for writes in progress. */
  settle(): Promise<void>;
}

export function createRegionStore(
  db: Database,
  cache: RegionCache,
  models: ModelRegistry,
  onEncoded: (image: RegionKey & ImageRegions) => Promise<void>,
): RegionStore {
  const memory = createSharedMemory(KEPT_MEMORY);
  /** Those whose memory is to be used again: how many still read them. */
  const readers = new Map<Uint16Array, number>();
  const hold = (regions: Uint16Array) => {
    readers.set(regions, (readers.get(regions) ?? 0) + 1);
    return regions;
  };
  const letGo = (regions: Uint16Array) => {
    const left = readers.get(regions)! - 1;
    if (left > 0) readers.set(regions, left);
    else {
      readers.delete(regions);
      memory.giveBack(regions.buffer);
    }
  };
  const underWay = shareUse<Uint16Array>(letGo);
  const inTurn = createTurns("patient encodes", PATIENT_ENCODES, MAX_WAITING);
  const reading = { lanes: READS, maxBatch: PER_READ, maxQueued: MAX_WAITING };
  const reads = createBatcher<RegionKey, Uint16Array | null>({
    name: "regions",
    ...reading,
    groupOf: ({ encoderHash }) => encoderHash,
    runBatch: (keys) =>
      cache.get(
        keys[0]!.encoderHash,
        keys.map(({ imageId }) => imageId),
      ),
  });
  const pictures = createBatcher<string, Uint8Array | null>({
    name: "pictures",
    ...reading,
    runBatch: (imageIds) => readPictures(db, imageIds),
  });
  const writes = createRegionWrites(cache);
  let hits = 0;
  let misses = 0;

  const storedPicture = async (model: LoadedModel, imageId: string, options: SubmitOptions) => {
    const { priority, owner } = options;
    const bytes =
      (await pictures.submit(imageId, { priority, owner })) ?? (await readImageBytes(db, imageId))?.bytes;
    if (!bytes) throw notFound("image");
    return model.decode(bytes, { ...options, mode: "photo" });
  };

  /** The regions from where they are, for callers that share them until the last lets go. */
  const find = async (
    version: ModelVersionRow,
    imageId: string,
    { newPicture, onMiss, isIndexed, ...urgency }: Omit<RegionOptions, "signal">,
    abandoned: AbortSignal,
  ): Promise<Uint16Array> => {
    const model = await models.loaded(version);
    const key = { encoderHash: model.encoderHash, imageId };
    const { priority, owner } = urgency;
    const stored = writes.find(key) ?? (newPicture ? null : await reads.submit(key, { priority, owner }));
    if (stored) {
      hits++;
      return hold(stored);
    }
    misses++;
    onMiss?.();
    const encode = async () => {
      const options = { ...urgency, signal: abandoned };
      const picture = newPicture ?? (await storedPicture(model, imageId, options));
      const length = rowsOf(model.description) * model.description.grid.regionSize;
      const regions = new Uint16Array(memory.take(Uint16Array.BYTES_PER_ELEMENT * length));
      return model.encode(picture, { ...options, regions });
    };
    const isPatient = priority === "bulk" || priority === "evaluation";
    const regions = hold(
      await (isPatient ? inTurn(encode, { priority, owner, signal: abandoned }) : encode()),
    );
    if (priority !== "evaluation") void writes.add(key, hold(regions)).finally(() => letGo(regions));
    if (!isIndexed) void onEncoded({ ...key, regions: hold(regions) }).finally(() => letGo(regions));
    return regions;
  };

  const withRegions: RegionStore["withRegions"] = async (version, imageId, options, use) => {
    const { signal, ...others } = options;
    for (;;) {
      let isOwn = false;
      let isThere = false;
      try {
        return await underWay(
          `${version.id}:${imageId}`,
          signal,
          (abandoned) => {
            isOwn = true;
            return find(version, imageId, others, abandoned);
          },
          (regions) => {
            isThere = true;
            return use(regions);
          },
        );
      } catch (error) {
        // The first caller's deadline must not fail the others.
        const isLate =
          isRegionaryError(error) && (error.code === "DEADLINE_EXCEEDED" || error.code === "OVERLOADED");
        if (isOwn || isThere || signal?.aborted || !isLate) throw error;
      }
    }
  };

  return {
    withRegions,
    stored(version, imageId, { priority, owner, signal }) {
      const read = async () => {
        const { encoderHash } = await models.loaded(version); // after a long rest it takes a while
        const key = { encoderHash, imageId };
        const found = writes.find(key)?.slice() ?? (await reads.submit(key, { priority, owner }));
        if (found) hits++;
        return found;
      };
      return signal ? untilLeft(read(), signal) : read();
    },
    async copyMany(version, imageIds, into) {
      const { encoderHash } = await models.loaded(version);
      const missing = await cache.copyMany(encoderHash, imageIds, into);
      const length = into.length / imageIds.length;
      return missing.filter((n) => {
        const unstored = writes.find({ encoderHash, imageId: imageIds[n]! });
        if (unstored) into.set(unstored, n * length);
        return !unstored;
      });
    },
    regionsOf: (version, imageId, options = {}) =>
      withRegions(version, imageId, options, async (regions) => regions.slice()),
    stats: () => ({ hits, misses, unwritten: writes.unwritten() }),
    settle: writes.settle,
  };
}

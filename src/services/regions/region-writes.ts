import { gather } from "../../batcher/gather";
import type { ImageRegions, RegionCache } from "../../storage/regions/region-cache";

/** Whose regions they are, and by which encode stages. */
export interface RegionKey {
  readonly encoderHash: string;
  readonly imageId: string;
}

/** Written together: one statement costs PostgreSQL nearly as much as sixteen rows do. */
const TOGETHER = { most: 16, waitMs: 50 };
/** The most regions that wait or are written: beyond them regions are not cached, so that nothing waits. */
const MAX_UNSTORED = 64;

/** Regions being written to the cache, so that a second caller finds them in one place or the other. */
interface RegionWrites {
  find(key: RegionKey): Uint16Array | null;
  /** Resolves when the regions are stored or will not be: until then they must not change. */
  add(key: RegionKey, regions: Uint16Array): Promise<void>;
  /** Regions that were not cached because too many writes were in progress. */
  unwritten(): number;
  /** Waits for writes in progress. */
  settle(): Promise<void>;
}

export function createRegionWrites(cache: RegionCache): RegionWrites {
  const unstored = new Map<string, Uint16Array>();
  let unwritten = 0;
  const nameOf = ({ encoderHash, imageId }: RegionKey) => `${encoderHash}:${imageId}`;
  const writes = gather<RegionKey & ImageRegions>(TOGETHER, async (images) => {
    for (const hash of new Set(images.map(({ encoderHash }) => encoderHash)))
      await cache
        .put(
          hash,
          images.filter(({ encoderHash }) => encoderHash === hash),
        )
        // What the cache cannot keep is computed again when it is needed.
        .catch(() => undefined);
    for (const image of images) unstored.delete(nameOf(image));
  });
  return {
    find: (key) => unstored.get(nameOf(key)) ?? null,
    async add(key, regions) {
      if (!cache.isOn) return;
      if (unstored.size >= MAX_UNSTORED) {
        unwritten++;
        return;
      }
      unstored.set(nameOf(key), regions);
      await writes.add({ ...key, regions });
    },
    unwritten: () => unwritten,
    settle: writes.flush,
  };
}

import type { RegionCache } from "../../storage/regions/region-cache";

/** Whose regions they are, and by which encode stages. */
export interface RegionKey {
  readonly encoderHash: string;
  readonly imageId: string;
}

/** The most cache writes in progress: beyond them regions are not cached, so that nothing waits. */
const MAX_PENDING_WRITES = 32;

/** Regions being written to the cache, so that a second caller finds them in one place or the other. */
interface RegionWrites {
  find(key: RegionKey): Uint16Array | null;
  add(key: RegionKey, regions: Uint16Array): void;
  /** Regions that were not cached because too many writes were in progress. */
  unwritten(): number;
  /** Waits for writes in progress. */
  settle(): Promise<void>;
}

export function createRegionWrites(cache: RegionCache): RegionWrites {
  const unstored = new Map<string, Uint16Array>();
  const writes = new Set<Promise<void>>();
  let unwritten = 0;
  const nameOf = ({ encoderHash, imageId }: RegionKey) => `${encoderHash}:${imageId}`;
  return {
    find: (key) => unstored.get(nameOf(key)) ?? null,
    add(key, regions) {
      if (writes.size >= MAX_PENDING_WRITES) {
        unwritten++;
        return;
      }
      const name = nameOf(key);
      unstored.set(name, regions);
      const write = cache
        .put(key.encoderHash, key.imageId, regions)
        // What the cache cannot keep is computed again when it is needed.
        .catch(() => undefined)
        .finally(() => {
          writes.delete(write);
          unstored.delete(name);
        });
      writes.add(write);
    },
    unwritten: () => unwritten,
    settle: async () => {
      await Promise.all(writes);
    },
  };
}

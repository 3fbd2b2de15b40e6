import { LRUCache } from "lru-cache";
import type { Database } from "../../../storage/database/database";
import { countImages } from "../../../storage/search/unindexed-images";

/** PostgreSQL looks at every image: at this many for ten milliseconds, at a million for a tenth of a second. */
const MANY = 100_000;
/** How old a count of many may be, and from when on they are counted again for the next to ask. */
const KEPT_MS = 60_000;
const COUNTED_AGAIN_MS = 5_000;
const KEPT_INDEXES = 16;

interface ImageCounts {
  /** How many images are stored. */
  readonly total: number;
  /** How many of them cannot be indexed. */
  readonly failed: number;
}

/** Counts images for an index; where there are many, nobody waits for that while an earlier count is of this minute. */
export function createImageCounts(db: Database): (indexId: string) => Promise<ImageCounts> {
  const kept = new LRUCache<string, ImageCounts>({ max: KEPT_INDEXES, ttl: KEPT_MS });
  const counting = new Set<string>();
  const count = async (indexId: string): Promise<ImageCounts> => {
    counting.add(indexId);
    try {
      const counts = await countImages(db, indexId);
      if (counts.total >= MANY) kept.set(indexId, counts);
      return counts;
    } finally {
      counting.delete(indexId);
    }
  };
  return async (indexId) => {
    const known = kept.get(indexId);
    if (!known) return count(indexId);
    const isOld = kept.getRemainingTTL(indexId) < KEPT_MS - COUNTED_AGAIN_MS;
    if (isOld && !counting.has(indexId)) count(indexId).catch(() => undefined);
    return known;
  };
}

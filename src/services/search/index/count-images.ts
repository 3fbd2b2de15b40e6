import type { Database } from "../../../storage/database/database";
import { countImages } from "../../../storage/search/unindexed-images";

/** PostgreSQL looks at every image: at this many for ten milliseconds. */
const MANY = 100_000;
const KEPT_MS = 5_000;

interface ImageCounts {
  /** How many images are stored. */
  readonly total: number;
  /** How many of them cannot be indexed. */
  readonly failed: number;
}

/** Counts images for an index; where there are many, a count is used again for a few seconds. */
export function createImageCounts(db: Database): (indexId: string) => Promise<ImageCounts> {
  const kept = new Map<string, { readonly until: number; readonly counts: ImageCounts }>();
  return async (indexId) => {
    const known = kept.get(indexId);
    if (known && performance.now() < known.until) return known.counts;
    const counts = await countImages(db, indexId);
    if (counts.total >= MANY) kept.set(indexId, { until: performance.now() + KEPT_MS, counts });
    return counts;
  };
}

import type { Database } from "../../../storage/database/database";
import { countImages } from "../../../storage/search/unindexed-images";

/** How many times as long as counting took a count may be used. */
const WORTH = 20;

interface ImageCounts {
  /** How many images are stored. */
  readonly total: number;
  /** How many of them cannot be indexed. */
  readonly failed: number;
}

/**
 * Counts images for an index. PostgreSQL looks at every one, at a million for a tenth of a second: so a count is used
 * again for a while, which is a moment where there are few.
 */
export function createImageCounts(db: Database): (indexId: string) => Promise<ImageCounts> {
  const kept = new Map<string, { readonly until: number; readonly counts: ImageCounts }>();
  return async (indexId) => {
    const known = kept.get(indexId);
    const begun = performance.now();
    if (known && begun < known.until) return known.counts;
    const counts = await countImages(db, indexId);
    const now = performance.now();
    kept.set(indexId, { until: now + WORTH * (now - begun), counts });
    return counts;
  };
}

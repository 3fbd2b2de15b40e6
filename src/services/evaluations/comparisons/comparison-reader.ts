import { LRUCache } from "lru-cache";
import type { Database } from "../../../storage/database/database";
import { type ComparedSections, readComparison } from "../../../storage/evaluations/comparisons";

/** With 7,586 labels one takes about 3 MB. */
const KEPT_COMPARISONS = 16;

/** What comparisons found, which never changes. */
export type ComparisonReader = (id: string) => Promise<ComparedSections | null>;

/**
 * Reads comparisons, the recently used ones kept in memory for their next pages; null for one that is not
 * complete.
 */
export function createComparisonReader(db: Database): ComparisonReader {
  const kept = new LRUCache<string, ComparedSections>({ max: KEPT_COMPARISONS });
  return async (id) => {
    const known = kept.get(id);
    if (known) return known;
    const found = await readComparison(db, id);
    if (found) kept.set(id, found);
    return found;
  };
}

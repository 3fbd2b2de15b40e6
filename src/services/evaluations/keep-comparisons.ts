import { LRUCache } from "lru-cache";
import type { SectionComparison } from "../../evaluation/compare-runs";

/** Of 7,586 labels a comparison takes some 5 MB. */
const KEPT_COMPARISONS = 8;

/** Compares two complete runs by their ids. */
export type RunComparer = (firstId: string, secondId: string) => Promise<SectionComparison[]>;

/**
 * Keeps the comparisons made lately: each page of their labels is a query of its own, and comparing takes up to
 * minutes. Who asks while one is made waits for the same.
 */
export function keepComparisons(compare: RunComparer): RunComparer {
  const kept = new LRUCache<string, Promise<SectionComparison[]>>({ max: KEPT_COMPARISONS });
  return (firstId, secondId) => {
    const key = `${firstId} ${secondId}`;
    const known = kept.get(key);
    if (known) return known;
    const made = compare(firstId, secondId);
    kept.set(key, made);
    made.catch(() => kept.delete(key));
    return made;
  };
}

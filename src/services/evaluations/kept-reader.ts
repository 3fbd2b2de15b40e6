import { LRUCache } from "lru-cache";

/** Reads something by its id that never changes once it is there; null until then. */
export type KeptReader<T> = (id: string) => Promise<T | null>;

/**
 * Keeps the `most` last used in memory. They are read one after another, since each is large, and one that is being read
 * is not read again.
 */
export function keptReader<T extends object>(read: KeptReader<T>, most: number): KeptReader<T> {
  const kept = new LRUCache<string, T>({ max: most });
  const underWay = new Map<string, Promise<T | null>>();
  let last: Promise<unknown> = Promise.resolve();
  const start = (id: string): Promise<T | null> => {
    const reading = last
      .then(() => read(id))
      .then((found) => {
        if (found) kept.set(id, found);
        return found;
      })
      .finally(() => underWay.delete(id));
    underWay.set(id, reading);
    last = reading.catch(() => undefined);
    return reading;
  };
  return async (id) => {
    const found = kept.get(id) ?? (await underWay.get(id));
    // A reading that found nothing may have begun before it was there.
    return found ?? underWay.get(id) ?? start(id);
  };
}

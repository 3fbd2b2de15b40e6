import DataLoader from "dataloader";
import type { Database } from "../../storage/database/database";
import { type BatchEventRow, readBatchEvents } from "../../storage/work/batch-events";

/** Where so many came, there may be more. */
export const EVENTS_PER_READ = 100;

/** A batch's events after a sequence number, at most `EVENTS_PER_READ`. */
export type EventReader = (batchId: string, afterSequence: number) => Promise<BatchEventRow[]>;

/**
 * Reads events once for all who ask for the same ones in the same tick: a change in a batch wakes its
 * subscribers together. A read under way is joined by nobody, for what woke the newcomer may be missing in it.
 */
export function createEventReader(db: Database): EventReader {
  const loader = new DataLoader<{ batchId: string; after: number }, BatchEventRow[]>(
    (keys) => {
      const reads = new Map<string, Promise<BatchEventRow[]>>();
      for (const { batchId, after } of keys) {
        const key = `${batchId}:${after}`;
        if (!reads.has(key)) reads.set(key, readBatchEvents(db, batchId, after, EVENTS_PER_READ));
      }
      return Promise.all(keys.map(({ batchId, after }) => reads.get(`${batchId}:${after}`) ?? []));
    },
    { cache: false },
  );
  return (batchId, after) => loader.load({ batchId, after });
}

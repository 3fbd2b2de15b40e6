import DataLoader from "dataloader";
import type { Database } from "../../storage/database/database";
import { readWorkEvents, type WorkEventRow } from "../../storage/work/work-events";

/** After a full read there may be more. */
export const EVENTS_PER_READ = 100;

/** The events of work after a sequence number, at most `EVENTS_PER_READ`. */
export type EventReader = (workId: string, afterSequence: number) => Promise<WorkEventRow[]>;

/**
 * Reads events once for all who ask for the same ones in the same tick: a change of work wakes its
 * subscribers together. Nobody joins a read in progress: it may miss the event that woke the newcomer.
 */
export function createEventReader(db: Database): EventReader {
  const loader = new DataLoader<{ workId: string; after: number }, WorkEventRow[]>(
    (keys) => {
      const reads = new Map<string, Promise<WorkEventRow[]>>();
      for (const { workId, after } of keys) {
        const key = `${workId}:${after}`;
        if (!reads.has(key)) reads.set(key, readWorkEvents(db, workId, after, EVENTS_PER_READ));
      }
      return Promise.all(keys.map(({ workId, after }) => reads.get(`${workId}:${after}`) ?? []));
    },
    { cache: false },
  );
  return (workId, after) => loader.load({ workId, after });
}

import type { BatchEventRow } from "../storage/batch-events";
import { findBatches } from "../storage/prediction-batches";
import type { ServiceContext } from "./context";
import { EVENTS_PER_READ } from "./event-reader";
import { findBatch } from "./find-by-id";
import { isStorageUnavailable } from "./storage-state";

/** A notification can be lost with its connection; so the table is looked at from time to time anyway. */
const POLL_MS = 5_000;
const ENDED = new Set(["COMPLETED", "FAILED", "CANCELLED"]);

/**
 * The events of a batch after a sequence number: first those already stored, then each as it comes; ends
 * after the batch's last. NOT_FOUND if there is no such batch. A database that goes away meanwhile is waited
 * for: the watcher missed nothing.
 */
export async function* watchBatch(
  { db, batchListener, readEvents }: Pick<ServiceContext, "db" | "batchListener" | "readEvents">,
  batchId: string,
  afterSequence: number,
): AsyncGenerator<BatchEventRow, void, undefined> {
  const batch = await findBatch(db, batchId);
  let woken = false;
  let wake = () => {
    woken = true;
  };
  const stopWatching = batchListener.watch(batchId, () => wake());
  try {
    let isFirst = true;
    for (let sequence = afterSequence; ; isFirst = false) {
      woken = false;
      const events = await whileAway([], readEvents(batchId, sequence));
      for (const event of events) {
        yield event;
        sequence = event.sequence;
        if (ENDED.has(event.state)) return;
      }
      if (events.length === 0) {
        const [now] = isFirst ? [batch] : await whileAway([batch], findBatches(db, [batchId]));
        // Deleted, or over: nothing more will come.
        if (!now || (ENDED.has(now.state) && sequence >= now.sequence)) return;
      }
      if (woken || events.length === EVENTS_PER_READ) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, POLL_MS).unref();
        wake = () => {
          woken = true;
          clearTimeout(timer);
          resolve();
        };
        if (woken) wake();
      });
    }
  } finally {
    stopWatching();
  }
}

/** What is read, or `assumed` while the database is away; once it is back the watchers are woken. */
function whileAway<T>(assumed: T, reading: Promise<T>): Promise<T> {
  return reading.catch((error: unknown) => {
    if (isStorageUnavailable(error)) return assumed;
    throw error;
  });
}

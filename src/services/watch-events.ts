import { isStorageUnavailable } from "./storage-state";

/** A notification can be lost with its connection; so the table is looked at from time to time anyway. */
const POLL_MS = 5_000;
const ENDED = new Set(["COMPLETED", "FAILED", "CANCELLED"]);

/** Something that ends, with its latest event's number; or one of its events. */
interface Moment {
  readonly sequence: number;
  readonly state: string;
}

/** Whose events are watched, and how they are had. */
export interface Watched<E extends Moment> {
  /** Calls `wake` whenever there may be new events; returns the way to stop. */
  watch(wake: () => void): () => void;
  /** The next events after a sequence number; those that are left, if fewer than `perRead` come. */
  read(afterSequence: number): Promise<E[]>;
  readonly perRead: number;
  /** As it is now; undefined once it was deleted. */
  now(): Promise<Moment | undefined>;
}

/**
 * The events of something after a sequence number: first those already stored, then each as it comes; ends
 * after the last. A database that goes away meanwhile is waited for: the watcher missed nothing.
 */
export async function* watchEvents<E extends Moment>(
  { watch, read, perRead, now }: Watched<E>,
  found: Moment,
  afterSequence: number,
): AsyncGenerator<E, void, undefined> {
  let woken = false;
  let wake = () => {
    woken = true;
  };
  const stopWatching = watch(() => wake());
  try {
    let isFirst = true;
    for (let sequence = afterSequence; ; isFirst = false) {
      woken = false;
      const events = await whileAway([], read(sequence));
      for (const event of events) {
        yield event;
        sequence = event.sequence;
        if (ENDED.has(event.state)) return;
      }
      if (events.length === 0) {
        const current = isFirst ? found : await whileAway(found, now());
        // Deleted, or over: nothing more will come.
        if (!current || (ENDED.has(current.state) && sequence >= current.sequence)) return;
      }
      if (woken || events.length === perRead) continue;
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

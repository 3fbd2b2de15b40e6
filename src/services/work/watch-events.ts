import { isStorageUnavailable } from "../../storage/database/storage-errors";
import type { ServiceContext } from "../context";
import { EVENTS_PER_READ } from "./event-reader";

/** A notification can be lost with its connection; so the table is looked at from time to time anyway. */
const POLL_MS = 5_000;
const ENDED = new Set(["COMPLETED", "FAILED", "CANCELLED"]);

interface Progress {
  readonly sequence: number;
  readonly state: string;
}

/** Something whose changes are stored as numbered events. */
export interface Watched<Event extends Progress> {
  readonly id: string;
  /** As it is now; null if it was deleted. */
  find(): Promise<Progress | null>;
  /** Its events after a sequence number, at most `EVENTS_PER_READ`. */
  readEvents(afterSequence: number): Promise<readonly Event[]>;
}

/**
 * The events of something after a sequence number: first those already stored, then each as it comes; ends
 * after its last. A database that goes away meanwhile is waited for: the watcher missed nothing.
 */
export async function* watchEvents<Event extends Progress>(
  { eventListener }: Pick<ServiceContext, "eventListener">,
  watched: Watched<Event>,
  afterSequence: number,
): AsyncGenerator<Event, void, undefined> {
  const first = await watched.find();
  let woken = false;
  let wake = () => {
    woken = true;
  };
  const stopWatching = eventListener.watch(watched.id, () => wake());
  try {
    let isFirst = true;
    for (let sequence = afterSequence; ; isFirst = false) {
      woken = false;
      const events = await whileAway<readonly Event[]>([], watched.readEvents(sequence));
      for (const event of events) {
        yield event;
        sequence = event.sequence;
      }
      if (events.length === 0) {
        const now = isFirst ? first : await whileAway(first, watched.find());
        // Deleted, or over: nothing more will come.
        if (!now || (ENDED.has(now.state) && sequence >= now.sequence)) return;
      }
      // What has ended may have been taken up again: then there is more.
      const last = events.at(-1);
      const hasEnded = last !== undefined && ENDED.has(last.state);
      if (woken || hasEnded || events.length === EVENTS_PER_READ) continue;
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

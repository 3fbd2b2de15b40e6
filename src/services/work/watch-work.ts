import { isStorageUnavailable } from "../../storage/database/storage-errors";
import type { WorkEventRow } from "../../storage/work/work-events";
import { findWork, type WorkKind } from "../../storage/work/work-rows";
import { hasEnded } from "../../storage/work/work-states";
import type { ServiceContext } from "../context";
import { endedByReturn } from "./ended-by-return";
import { EVENTS_PER_READ } from "./event-reader";
import { noSuchWork } from "./find-one";

/** A notification can be lost with its connection, so the table is checked from time to time anyway. */
const POLL_MS = 5_000;

/**
 * The events of some work after a sequence number: first those already stored, then each as it happens; ends after its
 * last. If the database goes away meanwhile, this waits, and no event is missed. NOT_FOUND if there is no such
 * work of the kind.
 */
export function watchWork(
  context: WorkContext,
  kind: WorkKind,
  id: string,
  afterSequence: number,
): AsyncIterableIterator<WorkEventRow, void, undefined> {
  return endedByReturn((ended) => eventsUntil(ended, context, kind, id, afterSequence));
}

type WorkContext = Pick<ServiceContext, "db" | "eventListener" | "readEvents">;

async function* eventsUntil(
  ended: AbortSignal,
  { db, eventListener, readEvents }: WorkContext,
  kind: WorkKind,
  id: string,
  afterSequence: number,
): AsyncGenerator<WorkEventRow, void, undefined> {
  const find = async () => (await findWork(db, [id])).find((row) => row.kind === kind) ?? null;
  const first = await find();
  if (!first) throw noSuchWork(kind);
  let woken = false;
  let wake = () => {
    woken = true;
  };
  const stopWatching = eventListener.watch(id, () => wake());
  ended.addEventListener("abort", () => wake());
  try {
    let isFirst = true;
    for (let sequence = afterSequence; !ended.aborted; isFirst = false) {
      woken = false;
      const events = await whileAway<readonly WorkEventRow[]>([], readEvents(id, sequence));
      for (const event of events) {
        yield event;
        sequence = event.sequence;
      }
      if (events.length === 0) {
        const now = isFirst ? first : await whileAway(first, find());
        // Removed or ended: there will be no more events.
        if (!now || (hasEnded(now.state) && sequence >= now.sequence)) return;
      }
      // Ended work may have been resumed: then there is more.
      const last = events.at(-1);
      if (last?.state === "COMPLETED") return; // it never changes again
      const isOver = last !== undefined && hasEnded(last.state);
      if (woken || isOver || events.length === EVENTS_PER_READ) continue;
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

/** The result of `read`, or `assumed` while the database is unreachable; once it is back the watchers are woken. */
function whileAway<T>(assumed: T, reading: Promise<T>): Promise<T> {
  return reading.catch((error: unknown) => {
    if (isStorageUnavailable(error)) return assumed;
    throw error;
  });
}

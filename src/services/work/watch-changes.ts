import { setTimeout as delay } from "node:timers/promises";
import type { WorkKind } from "../../storage/work/work-rows";
import { findUnfinishedWork } from "../../storage/work/work-rows";
import { hasEnded } from "../../storage/work/work-states";
import type { ServiceContext } from "../context";
import { endedByReturn } from "./ended-by-return";

/** A batch changes dozens of times a second; a watcher is told at most this often, and once for each. */
const INTERVAL_MS = 100;
/** How soon to look again for what was missed, if the database has gone away once more. */
const LOOK_AGAIN_MS = 500;

/** Work that has changed, or was removed. */
export interface ChangedWork {
  readonly id: string;
  readonly kind: WorkKind;
}

/**
 * Each work, of one kind or of all, whenever it has changed since it was last reported; it never ends by itself. There
 * is no replay: a new watcher reads the lists first. What may have been missed while the database was away is
 * reported afterward, whether it has changed or not.
 */
export function watchChanges(
  context: Pick<ServiceContext, "db" | "eventListener">,
  kind: WorkKind | null,
): AsyncIterableIterator<ChangedWork, void, undefined> {
  return endedByReturn((ended) => changesUntil(ended, context, kind));
}

async function* changesUntil(
  ended: AbortSignal,
  { db, eventListener }: Pick<ServiceContext, "db" | "eventListener">,
  kind: WorkKind | null,
): AsyncGenerator<ChangedWork, void, undefined> {
  const isWatched = (work: ChangedWork) => kind === null || work.kind === kind;
  const waiting = new Map<string, ChangedWork>();
  const unfinished = new Map<string, ChangedWork>(); // as far as this watcher knows
  let wake = () => {};
  ended.addEventListener("abort", () => wake());
  const add = (work: ChangedWork) => {
    waiting.set(work.id, { id: work.id, kind: work.kind });
    wake();
  };
  const look = async (found: (work: ChangedWork) => void = () => {}): Promise<void> => {
    while (!ended.aborted) {
      const rows = await findUnfinishedWork(db).catch(() => null);
      for (const work of rows?.filter(isWatched) ?? []) {
        unfinished.set(work.id, work);
        found(work);
      }
      if (rows) return;
      await delay(LOOK_AGAIN_MS, undefined, { ref: false });
    }
  };
  const stopWatching = eventListener.watch(null, (change) => {
    if (change === null) {
      for (const work of unfinished.values()) add(work);
      void look(add);
      return;
    }
    if (!isWatched(change)) return;
    if (change.state === "REMOVED" || hasEnded(change.state)) unfinished.delete(change.id);
    else unfinished.set(change.id, change);
    add(change);
  });
  void look(); // what ends while the database is away may have begun before this watcher
  try {
    while (!ended.aborted) {
      if (waiting.size === 0) await new Promise<void>((resolve) => (wake = resolve));
      const changed = [...waiting.values()];
      waiting.clear();
      yield* changed;
      await delay(INTERVAL_MS);
    }
  } finally {
    stopWatching();
  }
}

import { setTimeout as delay } from "node:timers/promises";
import { endedByReturn } from "../work/ended-by-return";

const INTERVAL_MS = 1_000;

/** When to look at what this process does: at once, then about once a second; it never ends by itself. */
export function watchRuntime(): AsyncIterableIterator<Date, void, undefined> {
  return endedByReturn(async function* (ended) {
    while (!ended.aborted) {
      yield new Date();
      await delay(INTERVAL_MS, undefined, { signal: ended, ref: false }).catch(() => undefined);
    }
  });
}

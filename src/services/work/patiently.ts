import { setTimeout as delay } from "node:timers/promises";
import { isRegionaryError } from "../../errors";

const OVERLOADED_RETRY_MS = 200;

/** Runs work that is not urgent: it waits for room while interactive requests fill the queues. */
export async function patiently<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isRegionaryError(error) || error.code !== "OVERLOADED") throw error;
      await delay(OVERLOADED_RETRY_MS, undefined, { signal });
    }
  }
}

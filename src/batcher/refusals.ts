import { RegionaryError } from "../errors";

/**
 * The errors with which a batcher refuses an item, and the one for a `runBatch` with the wrong number of
 * results.
 */

export function closing(name: string): RegionaryError {
  return new RegionaryError("CANCELLED", `The ${name} queue is closed: the service is stopping.`);
}

export function canceled(name: string, signal: AbortSignal): Error {
  if (signal.reason instanceof RegionaryError) return signal.reason;
  return new RegionaryError("CANCELLED", `The caller left before the ${name} queue had its result.`);
}

export function late(name: string, waitedMs: number): RegionaryError {
  return new RegionaryError(
    "DEADLINE_EXCEEDED",
    `The deadline could no longer be met after ${Math.round(waitedMs)} ms in the ${name} queue. Allow more time, or send less at once.`,
    { queue: name },
  );
}

export function overloaded(
  name: string,
  queued: number,
  maxQueued: number,
  retryAfterMs: number,
): RegionaryError {
  return new RegionaryError(
    "OVERLOADED",
    `The ${name} queue is full with ${queued} waiting items. Try again in ${retryAfterMs} ms, when it should be empty.`,
    { queue: name, maxQueued, retryAfterMs },
  );
}

export function overfull(name: string, underWay: number, retryAfterMs: number): RegionaryError {
  return new RegionaryError(
    "OVERLOADED",
    `There are already ${underWay} ${name} under way. Try again in ${retryAfterMs} ms.`,
    { retryAfterMs },
  );
}

export function hopeless(name: string, expectedMs: number, retryAfterMs: number): RegionaryError {
  return new RegionaryError(
    "OVERLOADED",
    `At the recent pace of ${name} the result would take ${expectedMs} ms, which is too long. Try again in ${retryAfterMs} ms, or allow more time.`,
    { expectedMs, retryAfterMs },
  );
}

export function miscounted(name: string, batch: readonly unknown[], results: unknown): Error {
  const got = Array.isArray(results) ? `${results.length} results` : `${typeof results}`;
  return new TypeError(
    `runBatch of the ${name} batcher must return an array of ${batch.length} results, one per item in their order; got ${got}.`,
  );
}

import { createBatcher } from "./batcher";
import type { SubmitOptions } from "./batcher-options";

/**
 * Runs work when its turn comes; OVERLOADED if too much waits already, CANCELLED as soon as its signal fires.
 */
export type Turns = <T>(work: () => Promise<T>, options?: SubmitOptions) => Promise<T>;

/** Lets only so much work of a kind run at a time; the rest waits in order, up to a bound. */
export function createTurns(name: string, lanes: number, maxQueued: number): Turns {
  const queue = createBatcher<() => Promise<unknown>, unknown>({
    name,
    lanes,
    maxBatch: 1,
    maxQueued,
    runBatch: ([work]) => Promise.all([work?.()]),
  });
  return <T>(work: () => Promise<T>, options?: SubmitOptions) => queue.submit(work, options) as Promise<T>;
}

import { type Batcher, createBatcher } from "../../batcher/batcher";

export const MAX_QUEUED = 256; // decoded images wait as 150 KB each

/** A queue for work that gains nothing from batches. */
export function oneByOne<I, R>(name: string, lanes: number, run: (item: I) => Promise<R>): Batcher<I, R> {
  return createBatcher<I, R>({
    name,
    maxBatch: 1,
    lanes,
    maxQueued: MAX_QUEUED,
    runBatch: async ([item]) => [await run(item as I)],
  });
}

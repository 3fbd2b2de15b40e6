import type { BatchEventRow } from "../storage/batch-events";
import { findBatches } from "../storage/prediction-batches";
import type { ServiceContext } from "./context";
import { EVENTS_PER_READ } from "./event-reader";
import { findBatch } from "./find-by-id";
import { watchEvents } from "./watch-events";

/** The events of a batch after a sequence number, to its last. NOT_FOUND if there is no such batch. */
export async function* watchBatch(
  { db, eventListener, readEvents }: Pick<ServiceContext, "db" | "eventListener" | "readEvents">,
  batchId: string,
  afterSequence: number,
): AsyncGenerator<BatchEventRow, void, undefined> {
  const batch = await findBatch(db, batchId);
  yield* watchEvents(
    {
      watch: (wake) => eventListener.watch(batchId, wake),
      read: (sequence) => readEvents(batchId, sequence),
      perRead: EVENTS_PER_READ,
      now: async () => (await findBatches(db, [batchId]))[0],
    },
    batch,
    afterSequence,
  );
}

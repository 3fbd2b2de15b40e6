import { findBatches } from "../../storage/predictions/prediction-batches";
import type { BatchEventRow } from "../../storage/work/batch-events";
import type { ServiceContext } from "../context";
import { findBatch } from "../find-by-id";
import { watchEvents } from "../work/watch-events";

/** The events of a batch after a sequence number, as `watchEvents` gives them. NOT_FOUND if there is no such batch. */
export async function* watchBatch(
  context: Pick<ServiceContext, "db" | "eventListener" | "readEvents">,
  batchId: string,
  afterSequence: number,
): AsyncGenerator<BatchEventRow, void, undefined> {
  await findBatch(context.db, batchId);
  const watched = {
    id: batchId,
    find: async () => (await findBatches(context.db, [batchId]))[0] ?? null,
    readEvents: (after: number) => context.readEvents(batchId, after),
  };
  yield* watchEvents(context, watched, afterSequence);
}

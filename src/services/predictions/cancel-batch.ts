import type { Database } from "../../storage/database/database";
import { type BatchRow, endBatch } from "../../storage/predictions/prediction-batches";
import { findBatch } from "../find-by-id";

/** Ends a batch that waits or runs, keeping what is done. NOT_FOUND if there is none. */
export async function cancelBatch(
  db: Database,
  id: string,
): Promise<{ batch: BatchRow; alreadyEnded: boolean }> {
  const cancelled = await endBatch(db, id, "CANCELLED", null);
  return { batch: await findBatch(db, id), alreadyEnded: !cancelled };
}

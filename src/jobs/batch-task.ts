import { setTimeout as delay } from "node:timers/promises";
import type { Task } from "graphile-worker";
import type { ServiceContext } from "../services/context";
import { runPredictionBatch } from "../services/run-prediction-batch";
import { type BatchJobPayload, endBatch } from "../storage/prediction-batches";
import { isStorageUnavailable } from "../storage/storage-errors";

/** After so many failures that are not the database's, the batch itself is taken to be at fault. */
const MAX_ATTEMPTS = 5;
const STORAGE_RETRY_MS = 500;

/**
 * Runs one prediction batch; a failure is tried again later, and finally written on the batch. A database
 * that is away is waited for: it is no failure of the batch, and could not be told of one.
 */
export function batchTask(
  context: ServiceContext,
  stopping: AbortSignal,
  report: (message: string) => void,
): Task {
  return async (payload, { job }) => {
    const { batchId } = payload as BatchJobPayload;
    const run = async () => {
      try {
        await runPredictionBatch(context, batchId, stopping);
      } catch (error) {
        if (stopping.aborted || isStorageUnavailable(error)) throw error;
        const message = error instanceof Error ? error.message : String(error);
        report(`Batch ${batchId}, attempt ${job.attempts}: ${message}`);
        if (job.attempts < MAX_ATTEMPTS) throw error;
        await endBatch(context.db, batchId, "FAILED", message);
      }
    };
    for (;;) {
      try {
        return await run();
      } catch (error) {
        if (stopping.aborted || !isStorageUnavailable(error)) throw error;
        await delay(STORAGE_RETRY_MS, undefined, { signal: stopping });
      }
    }
  };
}

import type { Task } from "graphile-worker";
import type { ServiceContext } from "../services/context";
import { runPredictionBatch } from "../services/run-prediction-batch";
import { type BatchJobPayload, endBatch } from "../storage/prediction-batches";
import { runWithRetries } from "./retrying-task";

/** Runs one prediction batch. */
export function batchTask(
  context: ServiceContext,
  stopping: AbortSignal,
  report: (message: string) => void,
): Task {
  return (payload, { job }) => {
    const { batchId } = payload as BatchJobPayload;
    const work = {
      what: `Batch ${batchId}`,
      attempt: job.attempts,
      run: () => runPredictionBatch(context, batchId, stopping),
      isFinal: () => false,
      fail: (message: string) => endBatch(context.db, batchId, "FAILED", message),
    };
    return runWithRetries(work, stopping, report);
  };
}

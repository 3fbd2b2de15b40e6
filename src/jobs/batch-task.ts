import type { Task } from "graphile-worker";
import type { ServiceContext } from "../services/context";
import { runPredictionBatch } from "../services/predictions/run-prediction-batch";
import { type BatchJobPayload, endBatch } from "../storage/predictions/prediction-batches";
import { durableTask } from "./durable-task";

/** Runs one prediction batch. */
export function batchTask(
  context: ServiceContext,
  stopping: AbortSignal,
  report: (message: string) => void,
): Task {
  const workOf = (payload: unknown) => {
    const { batchId } = payload as BatchJobPayload;
    return {
      name: `Batch ${batchId}`,
      run: () => runPredictionBatch(context, batchId, stopping),
      giveUp: (message: string) => endBatch(context.db, batchId, "FAILED", message),
    };
  };
  return durableTask(workOf, stopping, report);
}

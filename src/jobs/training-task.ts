import type { Task } from "graphile-worker";
import { type ErrorCode, isRegionaryError } from "../errors";
import type { ServiceContext } from "../services/context";
import { failTraining, runTraining } from "../services/trainings/run-training";
import type { TrainingJobPayload } from "../storage/trainings/trainings";
import { durableTask } from "./durable-task";

/** Failures that say something about the training or its images: to try again would end in the same. */
const FINAL_CODES = new Set<ErrorCode>([
  "INVALID_INPUT",
  "INVALID_IMAGE",
  "IMAGE_TOO_LARGE",
  "INVALID_CHECKPOINT",
  "CHECKPOINT_MISMATCH",
  "NOT_FOUND",
  "BLOB_MISSING",
]);

/** Runs one training; what it keeps on this host is there for the next attempt. */
export function trainingTask(
  context: ServiceContext,
  stopping: AbortSignal,
  report: (message: string) => void,
): Task {
  const workOf = (payload: unknown) => {
    const { trainingId } = payload as TrainingJobPayload;
    return {
      name: `Training ${trainingId}`,
      run: () => runTraining(context, trainingId, stopping),
      giveUp: (message: string) => failTraining(context, trainingId, message),
      isFinal: (error: unknown) => isRegionaryError(error) && FINAL_CODES.has(error.code),
    };
  };
  return durableTask(workOf, stopping, report);
}

import type { Task } from "graphile-worker";
import { isRegionaryError } from "../errors";
import type { ServiceContext } from "../services/context";
import { executeEvaluationRun } from "../services/evaluations/runs/execute-run";
import { aloneWithRun } from "../storage/evaluations/evaluation-lock";
import { type EvaluationJobPayload, endEvaluationRun } from "../storage/evaluations/evaluation-runs";
import { durableTask } from "./durable-task";

/** Failures that say something about the set or the model, not about this machine. */
const FINAL_CODES = new Set([
  "INVALID_IMAGE",
  "IMAGE_TOO_LARGE",
  "INVALID_INPUT",
  "INVALID_VOCABULARY",
  "VECTOR_SPACE_MISMATCH",
  "NOT_FOUND",
  "BLOB_MISSING",
  "MODEL_OVERFLOW",
]);

/** Makes one evaluation run. */
export function evaluationTask(
  context: ServiceContext,
  stopping: AbortSignal,
  report: (message: string) => void,
): Task {
  const workOf = (payload: unknown) => {
    const { runId } = payload as EvaluationJobPayload;
    return {
      name: `Evaluation ${runId}`,
      // Who made it until it was cancelled and resumed may not have ended yet; or a command makes it.
      run: () =>
        aloneWithRun(context.db, runId, stopping, () => executeEvaluationRun(context, runId, stopping)),
      giveUp: (message: string) => endEvaluationRun(context.db, runId, "FAILED", message),
      isFinal: (error: unknown) => isRegionaryError(error) && FINAL_CODES.has(error.code),
    };
  };
  return durableTask(workOf, stopping, report);
}

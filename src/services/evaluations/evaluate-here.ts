import { isRegionaryError, RegionaryError } from "../../errors";
import type { EvaluationEventRow } from "../../storage/evaluation-events";
import { readEvaluationReport } from "../../storage/evaluation-reports";
import {
  createEvaluationRun,
  type EvaluationRunRow,
  endEvaluationRun,
  findLatestEvaluationRun,
  reopenEvaluationRun,
} from "../../storage/evaluation-runs";
import type { ServiceContext } from "../context";
import { executeEvaluationRun } from "./execute-run";
import { findRun } from "./find-run";
import { type EvaluationRequest, prepareEvaluation } from "./run-evaluation";
import { watchEvaluation } from "./watch-evaluation";

export interface EvaluateHereOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (event: EvaluationEventRow) => void;
}

/**
 * Makes a run in this process, without a job, and gives its report as JSON. The latest run of the same request
 * is taken up where it was; if it is complete, its report is given. When `signal` fires the run is cancelled.
 */
export async function evaluateHere(
  context: ServiceContext,
  request: EvaluationRequest,
  { signal, onProgress }: EvaluateHereOptions,
): Promise<{ run: EvaluationRunRow; json: string }> {
  const { db } = context;
  const prepared = await prepareEvaluation(context, request);
  const earlier = await findLatestEvaluationRun(db, prepared.requestHash);
  const { id, sequence } =
    earlier ?? (await createEvaluationRun(db, { ...prepared, idempotencyKey: null }, "caller"));
  await reopenEvaluationRun(db, id, "caller");
  const watching = watch(context, id, sequence, onProgress);
  try {
    await executeEvaluationRun(context, id, signal);
  } catch (error) {
    const isStopped = signal.aborted || (isRegionaryError(error) && error.code === "CANCELLED");
    const message = error instanceof Error ? error.message : String(error);
    await endEvaluationRun(db, id, isStopped ? "CANCELLED" : "FAILED", isStopped ? null : message);
    throw error;
  } finally {
    await watching;
  }
  const run = await findRun(db, id);
  const json = await readEvaluationReport(db, id);
  if (json !== null) return { run, json };
  throw new RegionaryError("CANCELLED", "The evaluation was ended by somebody else.");
}

async function watch(
  context: ServiceContext,
  runId: string,
  afterSequence: number,
  onProgress: (event: EvaluationEventRow) => void,
): Promise<void> {
  try {
    for await (const event of watchEvaluation(context, runId, afterSequence)) onProgress(event);
  } catch {
    // The progress is not seen; the run itself says what is wrong.
  }
}

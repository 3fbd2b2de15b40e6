import { isRegionaryError, RegionaryError } from "../../../errors";
import type { EvaluationReport } from "../../../evaluation/report/report";
import type { EvaluationEventRow } from "../../../storage/evaluations/evaluation-events";
import { aloneWithRun } from "../../../storage/evaluations/evaluation-lock";
import { parseEvaluationReport, readEvaluationReport } from "../../../storage/evaluations/evaluation-reports";
import {
  createEvaluationRun,
  type EvaluationRunRow,
  endEvaluationRun,
  findLatestEvaluationRun,
  reopenEvaluationRun,
} from "../../../storage/evaluations/evaluation-runs";
import type { ServiceContext } from "../../context";
import { executeEvaluationRun } from "./execute-run";
import { findRun } from "./find-run";
import { type EvaluationRequest, prepareEvaluation } from "./run-evaluation";
import { watchEvaluation } from "./watch-evaluation";

export interface EvaluateHereOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (event: EvaluationEventRow) => void;
}

/**
 * Makes a run in this process, without a job, and gives its report, and that as JSON. The latest run of the same request
 * is taken up where it was; if it is complete, its report is given; if somebody else makes it, that is waited
 * for. When `signal` fires the run is cancelled, unless it is somebody else's.
 */
export async function evaluateHere(
  context: ServiceContext,
  request: EvaluationRequest,
  { signal, onProgress }: EvaluateHereOptions,
): Promise<{ run: EvaluationRunRow; json: string; report: EvaluationReport }> {
  const { db } = context;
  const prepared = await prepareEvaluation(context, request);
  const earlier = await findLatestEvaluationRun(db, prepared.requestHash);
  const { id, sequence } =
    earlier ?? (await createEvaluationRun(db, { ...prepared, idempotencyKey: null }, "caller"));
  await reopenEvaluationRun(db, id, "caller");
  let isOver = false;
  const watching = watch(context, id, sequence, (event) => isOver || onProgress(event));
  try {
    await aloneWithRun(db, id, signal, () => execute(context, id, signal));
    await watching;
  } finally {
    isOver = true; // somebody else's run, and a database that is away, would be watched on
  }
  const run = await findRun(db, id);
  const json = await readEvaluationReport(db, id);
  if (json !== null) return { run, json, report: parseEvaluationReport(json, id) };
  throw new RegionaryError("CANCELLED", "The evaluation was ended by somebody else.");
}

async function execute(context: ServiceContext, id: string, signal: AbortSignal): Promise<void> {
  try {
    await executeEvaluationRun(context, id, signal);
  } catch (error) {
    const isStopped = signal.aborted || (isRegionaryError(error) && error.code === "CANCELLED");
    const message = error instanceof Error ? error.message : String(error);
    await endEvaluationRun(context.db, id, isStopped ? "CANCELLED" : "FAILED", isStopped ? null : message);
    throw error;
  }
}

async function watch(
  context: ServiceContext,
  runId: string,
  afterSequence: number,
  onProgress: (event: EvaluationEventRow) => unknown,
): Promise<void> {
  try {
    for await (const event of watchEvaluation(context, runId, afterSequence)) onProgress(event);
  } catch {
    // The progress is not seen; the run itself says what is wrong.
  }
}

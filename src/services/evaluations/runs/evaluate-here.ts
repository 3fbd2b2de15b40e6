import { RegionaryError } from "../../../errors";
import type { EvaluationReport } from "../../../evaluation/report/report";
import { parseEvaluationReport, readEvaluationReport } from "../../../storage/evaluations/evaluation-reports";
import {
  type EvaluationEventRow,
  type EvaluationRunRow,
  evaluationEventOf,
  evaluationRuns,
} from "../../../storage/evaluations/evaluation-runs";
import { reopenWork } from "../../../storage/work/change-work";
import type { ServiceContext } from "../../context";
import { findOne } from "../../work/find-one";
import { runHere } from "../../work/run-here";
import { watchWork } from "../../work/watch-work";
import { executeEvaluationRun } from "./execute-run";
import { type EvaluationRequest, prepareEvaluation } from "./run-evaluation";

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
  const { asked, ...accepted } = await prepareEvaluation(context, request);
  const earlier = await evaluationRuns.findLatest(db, accepted.requestHash);
  const { id, sequence } =
    earlier ??
    (await evaluationRuns.create(db, asked, { ...accepted, idempotencyKey: null }, { madeBy: "caller" }));
  await reopenWork(db, "EVALUATION", id, "caller");
  let isOver = false;
  const watching = watch(context, id, sequence, (event) => isOver || onProgress(event));
  try {
    await runHere(context, id, signal, (unwanted) => executeEvaluationRun(context, id, unwanted));
    await watching;
  } finally {
    isOver = true; // somebody else's run, and a database that is away, would be watched on
  }
  const run = await findOne(db, evaluationRuns, id);
  const json = await readEvaluationReport(db, id);
  if (json !== null) return { run, json, report: parseEvaluationReport(json, id) };
  throw new RegionaryError("CANCELLED", "The evaluation was ended by somebody else.");
}

async function watch(
  context: ServiceContext,
  runId: string,
  afterSequence: number,
  onProgress: (event: EvaluationEventRow) => unknown,
): Promise<void> {
  try {
    for await (const event of watchWork(context, "EVALUATION", runId, afterSequence))
      onProgress(evaluationEventOf(event));
  } catch {
    // The progress is not seen; the run itself says what is wrong.
  }
}

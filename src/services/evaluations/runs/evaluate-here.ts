import { RegionaryError } from "../../../errors";
import type { EvaluationReport } from "../../../evaluation/report/report";
import { parseEvaluationReport, readEvaluationReport } from "../../../storage/evaluations/evaluation-reports";
import {
  type EvaluationEventRow,
  type EvaluationRunRow,
  evaluationEventOf,
  evaluationRuns,
} from "../../../storage/evaluations/evaluation-runs";
import { endWork, reopenWork } from "../../../storage/work/change-work";
import type { ServiceContext } from "../../context";
import { findOne } from "../../work/find-one";
import { UnfitHost } from "../../work/host";
import { runHere } from "../../work/run-here";
import { watchWork } from "../../work/watch-work";
import { executeEvaluationRun } from "./execute-run";
import { type EvaluationRequest, prepareEvaluation } from "./run-evaluation";

interface EvaluateHereOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (event: EvaluationEventRow) => void;
}

/**
 * Makes a run in this process, without a job, and returns its report, parsed and as JSON. The latest run of the same request
 * is resumed; if it is complete, its report is returned; if another process is making it, that is waited
 * for, and resumed if it was canceled or failed there. When `signal` fires the run is canceled, unless it is another
 * process's or has a job. `UnfitHost` where a host of another kind has begun it.
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
  let latest = 0; // of several watches the latest shows
  const watchFrom = (after: number) => {
    const own = ++latest;
    return watch(context, id, after, (event) => own === latest && onProgress(event));
  };
  let watching = watchFrom(sequence);
  let reopened = false;
  try {
    await runHere(context, id, signal, async (unwanted) => {
      reopened = await reopenWork(db, "EVALUATION", id, "caller");
      if (reopened) watching = watchFrom((await findOne(db, evaluationRuns, id)).sequence);
      await executeEvaluationRun(context, id, unwanted);
    });
    await watching;
  } catch (error) {
    // Nobody else goes on with it: its host did not know that it was reopened.
    if (reopened && error instanceof UnfitHost) await endWork(db, id, "CANCELLED", null);
    throw error;
  } finally {
    latest++; // otherwise another process's run, or an unreachable database, would still be watched
  }
  const run = await findOne(db, evaluationRuns, id);
  const json = await readEvaluationReport(db, id);
  if (json !== null) return { run, json, report: parseEvaluationReport(json, id) };
  throw new RegionaryError("CANCELLED", "The evaluation was canceled or deleted from elsewhere.");
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
    // Progress is not shown then; the run itself reports what is wrong.
  }
}

import { RegionaryError } from "../../../errors";
import type { Database } from "../../../storage/database/database";
import {
  deleteEvaluationRun,
  type EvaluationRunRow,
  endEvaluationRun,
  reopenEvaluationRun,
} from "../../../storage/evaluations/evaluation-runs";
import { notFound } from "../../not-found";
import { findRun } from "./find-run";

/** Ends a run that waits or runs, keeping what is measured. NOT_FOUND if there is none. */
export async function cancelEvaluation(
  db: Database,
  id: string,
): Promise<{ run: EvaluationRunRow; alreadyEnded: boolean }> {
  const cancelled = await endEvaluationRun(db, id, "CANCELLED", null);
  return { run: await findRun(db, id), alreadyEnded: !cancelled };
}

/** Takes up a run that was cancelled or has failed, where it was. NOT_FOUND if there is none, CONFLICT once it is complete. */
export async function resumeEvaluation(
  db: Database,
  id: string,
): Promise<{ run: EvaluationRunRow; alreadyRunning: boolean }> {
  const reopened = await reopenEvaluationRun(db, id, "job");
  const run = await findRun(db, id);
  if (!reopened && run.state === "COMPLETED")
    throw new RegionaryError("CONFLICT", "The evaluation run is complete: there is nothing to resume.");
  return { run, alreadyRunning: !reopened };
}

/** Removes a run with its events, report and shards; if it runs it ends. NOT_FOUND if there is none. */
export async function removeEvaluation(db: Database, id: string): Promise<void> {
  if (!(await deleteEvaluationRun(db, id))) throw notFound("evaluation run");
}

import { RegionaryError } from "../../../errors";
import type { Database } from "../../../storage/database/database";
import {
  deleteEvaluationRun,
  type EvaluationRunRow,
  endEvaluationRun,
  reopenEvaluationRun,
} from "../../../storage/evaluations/evaluation-runs";
import type { ServiceContext } from "../../context";
import { notFound } from "../../not-found";
import { removeShardFiles } from "../shards/shard-files";
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

/** Removes a run with its events, report and files that no other run has; if it runs it ends. NOT_FOUND if there is none. */
export async function removeEvaluation(
  { db, evaluations }: Pick<ServiceContext, "db" | "evaluations">,
  id: string,
): Promise<void> {
  const files = await deleteEvaluationRun(db, id);
  if (!files) throw notFound("evaluation run");
  await removeShardFiles(evaluations.directory, files);
}

import type { Database } from "../../../storage/database/database";
import { type EvaluationRunRow, findEvaluationRuns } from "../../../storage/evaluations/evaluation-runs";
import { notFound } from "../../not-found";

/** The evaluation run, or NOT_FOUND. */
export async function findRun(db: Database, id: string): Promise<EvaluationRunRow> {
  const [run] = await findEvaluationRuns(db, [id]);
  if (run) return run;
  throw notFound("evaluation run");
}

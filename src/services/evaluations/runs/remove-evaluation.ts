import { deleteEvaluationRun } from "../../../storage/evaluations/evaluation-runs";
import type { ServiceContext } from "../../context";
import { notFound } from "../../not-found";
import { WORK_NAMES } from "../../work/find-one";
import { removeShardFiles } from "../shards/shard-files";

/** Removes a run with its events, report and files that no other run has; if it runs it ends. NOT_FOUND if there is none. */
export async function removeEvaluation(
  { db, evaluations }: Pick<ServiceContext, "db" | "evaluations">,
  id: string,
): Promise<void> {
  const files = await deleteEvaluationRun(db, id);
  if (!files) throw notFound(WORK_NAMES.EVALUATION);
  await removeShardFiles(evaluations.directory, files);
}

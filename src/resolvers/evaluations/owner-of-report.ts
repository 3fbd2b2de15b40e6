import { RegionaryError } from "../../errors";
import type { ReportOwner } from "../../schema/evaluations/report-owner";
import type { EvaluationRunRow } from "../../storage/evaluations/evaluation-runs";
import type { RequestContext } from "../request-context";

/** What the labels, images and plots of a run's report are looked up by. */
export async function reportOwner(
  { loaders }: RequestContext,
  { id: runId, benchmarkSetId, modelVersionId }: EvaluationRunRow,
): Promise<ReportOwner> {
  const set = await loaders.benchmarkSets.load(benchmarkSetId);
  if (!set) throw new RegionaryError("NOT_FOUND", "The evaluation run was just deleted.");
  return { runId, benchmarkSetId, modelVersionId, vocabularyId: set.vocabularyId };
}

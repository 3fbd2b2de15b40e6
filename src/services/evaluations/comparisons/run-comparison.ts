import { comparisons, completeComparison } from "../../../storage/evaluations/comparisons";
import { evaluationRuns } from "../../../storage/evaluations/evaluation-runs";
import type { ServiceContext } from "../../context";
import { findOne } from "../../work/find-one";
import { ANY_HOST, beginHere } from "../../work/host";
import { measuredRun } from "../reports/measured-run";
import { lostScores } from "../shards/lost-scores";

/** Resamples of a comparison, however many the runs' own intervals have. */
const RESAMPLES = 200;

/** Compares two runs class by class, both on the same resamples of the set's images: it may take minutes. */
export async function runComparison(context: ServiceContext, id: string, signal: AbortSignal): Promise<void> {
  const { db } = context;
  const comparison = await comparisons.begin(db, id, beginHere(ANY_HOST));
  if (!comparison) return;
  const measured = async (runId: string) => measuredRun(context, await findOne(db, evaluationRuns, runId));
  const runs = {
    first: await measured(comparison.firstRunId),
    second: await measured(comparison.secondRunId),
  };
  const found = await context.evaluations.reducer.run("compare", { ...runs, resamples: RESAMPLES }, signal);
  if (!found) throw lostScores();
  await completeComparison(db, id, found);
}

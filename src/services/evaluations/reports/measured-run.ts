import { RegionaryError } from "../../../errors";
import { findBenchmarkSets } from "../../../storage/benchmarks/benchmark-sets";
import type { Database } from "../../../storage/database/database";
import { type EvaluationRunRow, evaluationRuns } from "../../../storage/evaluations/evaluation-runs";
import { listEvaluationShards } from "../../../storage/evaluations/evaluation-shards";
import type { ServiceContext } from "../../context";
import { findOne } from "../../work/find-one";
import { planRun } from "../runs/plan-run";
import type { MeasuredRun } from "./read-run-data";

/** The run if it is complete: NOT_FOUND if there is none, CONFLICT before it is complete. */
export async function completeRun(db: Database, id: string): Promise<EvaluationRunRow> {
  const run = await findOne(db, evaluationRuns, id);
  if (run.state === "COMPLETED") return run;
  throw new RegionaryError("CONFLICT", `The evaluation run is not complete: it is ${run.state}.`);
}

/** The shards of a complete run: hundreds of megabytes where all scores are kept. */
export async function measuredRun(
  { db }: Pick<ServiceContext, "db">,
  run: EvaluationRunRow,
): Promise<MeasuredRun> {
  const [set] = await findBenchmarkSets(db, [run.benchmarkSetId]);
  if (!set) throw new RegionaryError("NOT_FOUND", "The benchmark set of the run was deleted with it.");
  const shards = await listEvaluationShards(db, run.id);
  return {
    url: db.url,
    hashes: shards.map(({ blobHash }) => blobHash),
    plan: await planRun(db, set, run),
  };
}

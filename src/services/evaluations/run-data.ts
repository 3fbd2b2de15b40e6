import { RegionaryError } from "../../errors";
import type { SectionComparison } from "../../evaluation/compare-runs";
import type { EvaluationData } from "../../evaluation/evaluation-data";
import { findBenchmarkSets } from "../../storage/benchmark-sets";
import type { EvaluationRunRow } from "../../storage/evaluation-runs";
import { listEvaluationShards } from "../../storage/evaluation-shards";
import type { ServiceContext } from "../context";
import { findRun } from "./find-run";
import { planRun } from "./plan-run";
import { type MeasuredRun, readRunData } from "./read-run-data";

type Needs = Pick<ServiceContext, "db" | "evaluations">;

/** A comparison's resamples, whatever those of the runs' own intervals. */
const RESAMPLES = 200;

/**
 * Everything that a complete run measured, for figures and plots: hundreds of megabytes where all scores are
 * kept. NOT_FOUND if there is none, CONFLICT before it is complete.
 */
export async function runData(context: Needs, runId: string): Promise<EvaluationData> {
  const read = await readRunData(await measuredRun(context, await completeRun(context, runId)));
  if ("data" in read) return read.data;
  throw lostFiles();
}

/** Compares two complete runs over the same set class by class, both on the same resamples of its images. */
export async function compareEvaluations(
  context: Needs,
  firstId: string,
  secondId: string,
): Promise<SectionComparison[]> {
  const [first, second] = await Promise.all([completeRun(context, firstId), completeRun(context, secondId)]);
  if (first.benchmarkSetId !== second.benchmarkSetId || first.protocol !== second.protocol) {
    throw new RegionaryError(
      "INVALID_INPUT",
      "Runs are compared image by image and class by class: choose two of the same benchmark set and protocol.",
    );
  }
  const compared = await context.evaluations.reducer.run("compare", {
    first: await measuredRun(context, first),
    second: await measuredRun(context, second),
    resamples: RESAMPLES,
  });
  if (compared) return compared;
  throw lostFiles();
}

async function completeRun({ db }: Needs, id: string): Promise<EvaluationRunRow> {
  const run = await findRun(db, id);
  if (run.state === "COMPLETED") return run;
  throw new RegionaryError("CONFLICT", `The evaluation run ${id} is not complete: it is ${run.state}.`);
}

async function measuredRun({ db, evaluations }: Needs, run: EvaluationRunRow): Promise<MeasuredRun> {
  const [set] = await findBenchmarkSets(db, [run.benchmarkSetId]);
  if (!set) throw new RegionaryError("NOT_FOUND", "The benchmark set of the run was deleted with it.");
  const shards = await listEvaluationShards(db, run.id);
  return {
    directory: evaluations.directory,
    hashes: shards.map(({ fileHash }) => fileHash),
    plan: await planRun(db, set, run),
  };
}

function lostFiles(): RegionaryError {
  return new RegionaryError(
    "NOT_FOUND",
    "Files of the run are missing or damaged, or on another host: its report stays, but for this it must be run anew.",
  );
}

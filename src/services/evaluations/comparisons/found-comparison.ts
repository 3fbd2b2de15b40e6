import { RegionaryError } from "../../../errors";
import { findBenchmarkSets } from "../../../storage/benchmarks/benchmark-sets";
import { type ComparedSections, comparisons } from "../../../storage/evaluations/comparisons";
import { type EvaluationRunRow, evaluationRuns } from "../../../storage/evaluations/evaluation-runs";
import { findModelVersions, type ModelVersionRow } from "../../../storage/models/model-versions";
import { listLabels } from "../../../storage/vocabularies/vocabularies";
import type { ServiceContext } from "../../context";
import { findOne } from "../../work/find-one";

export interface FoundComparison {
  /** The models of the two runs, in their order. */
  readonly models: readonly ModelVersionRow[];
  readonly setName: string;
  readonly sections: ComparedSections;
  readonly labelOf: (position: number) => string;
  /** How many labels of the set are marked as seen. */
  readonly seenClasses: number;
}

/** What a comparison that has ended found, with its names; throws where it was canceled or has failed. */
export async function foundComparison(
  { db, evaluations }: Pick<ServiceContext, "db" | "evaluations">,
  id: string,
): Promise<FoundComparison> {
  const { firstRunId, secondRunId, state, errorMessage } = await findOne(db, comparisons, id);
  const sections = await evaluations.comparisonOf(id);
  if (!sections)
    throw new RegionaryError(
      state === "FAILED" ? "CONFLICT" : "CANCELLED",
      `The comparison is ${state.toLowerCase()}${errorMessage === null ? "." : `: ${errorMessage}`}`,
    );
  const runs: EvaluationRunRow[] = [];
  for (const runId of [firstRunId, secondRunId]) runs.push(await findOne(db, evaluationRuns, runId));
  const [set] = await findBenchmarkSets(db, [runs[0]!.benchmarkSetId]);
  if (!set) throw new RegionaryError("NOT_FOUND", "The benchmark set of the runs was just deleted.");
  const found = await findModelVersions(
    db,
    runs.map(({ modelVersionId }) => modelVersionId),
  );
  const { rows: labels } = await listLabels(db, set.vocabularyId, { first: set.labelKeys.length });
  return {
    models: runs.map(({ modelVersionId }) => found.find((model) => model.id === modelVersionId)!),
    setName: set.name,
    sections,
    labelOf: (position) => labels[position]?.label ?? `label ${position}`,
    seenClasses: labels.filter(({ training }) => training === "SEEN").length,
  };
}

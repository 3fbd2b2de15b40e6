import { RegionaryError } from "../../../errors";
import { type EvaluationPlan, planEvaluation } from "../../../evaluation/scores/plan";
import { protocols, type SectionDefinition } from "../../../evaluation/scores/protocols";
import type { BenchmarkSetRow } from "../../../storage/benchmarks/benchmark-sets";
import type { Database } from "../../../storage/database/database";
import type { EvaluationRunRow } from "../../../storage/evaluations/evaluation-runs";
import { listLabels } from "../../../storage/vocabularies/vocabularies";
import { allLabels } from "./set-labels";

/** What a run measures, from its stored request: the same on every call. */
export async function planRun(
  db: Database,
  set: BenchmarkSetRow,
  { protocol: name, ks }: Pick<EvaluationRunRow, "protocol" | "ks">,
): Promise<EvaluationPlan> {
  const named = protocols[name];
  // Where few labels are known, keeping all scores would take far more room than keeping only theirs.
  const protocol = { ...named, kept: set.unlisted === "ABSENT" ? "all-scores" : "annotated-scores" } as const;
  const { rows } = await listLabels(db, set.vocabularyId, { first: set.labelKeys.length });
  // A label with unknown training counts as unseen.
  const seen = rows.map(({ training }) => training === "SEEN");
  checkColumns(named.columns, seen, name);
  const needsLabels = named.sections.some(({ ranked }) => ranked === "annotated");
  return planEvaluation(protocol, seen, {
    ...(ks.length > 0 ? { ks } : named.columns === null && { ks: fittingKs(named.sections, seen) }),
    ...(needsLabels && { labels: await allLabels(db, set) }),
  });
}

/** The protocol's own values of K that every section can rank; 1 where none is small enough. */
function fittingKs(sections: readonly SectionDefinition[], isSeen: readonly boolean[]): number[] {
  const seen = isSeen.filter(Boolean).length;
  const fewest = Math.min(...[seen, isSeen.length - seen].filter((count) => count > 0));
  const fitting = new Set(sections.flatMap(({ ks }) => ks.filter((k) => k <= fewest)));
  return fitting.size > 0 ? [...fitting] : [1];
}

function checkColumns(
  expected: { readonly seen: number; readonly unseen: number } | null,
  isSeen: readonly boolean[],
  name: string,
): void {
  const seen = isSeen.filter(Boolean).length;
  const unseen = isSeen.length - seen;
  // A set may have only the unseen labels.
  if (!expected || ((seen === 0 || expected.seen === seen) && expected.unseen === unseen)) return;
  throw new RegionaryError(
    "INVALID_INPUT",
    `The protocol ${name} is for ${expected.seen} seen and ${expected.unseen} unseen labels, or the unseen alone; the set's vocabulary has ${seen} and ${unseen}. Use the protocol custom.`,
  );
}

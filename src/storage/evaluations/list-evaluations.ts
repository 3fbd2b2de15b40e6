import type { Database } from "../database/database";
import { type Condition, newestFirst, type Page, type PageRequest, readPage } from "../database/page";
import type { WorkState } from "../work/work-states";
import { type ComparisonRow, comparisons } from "./comparisons";
import { type EvaluationRunRow, evaluationRuns } from "./evaluation-runs";

/** Which runs are listed; a condition that is left out does not count. */
export interface EvaluationRunFilter {
  readonly benchmarkSetId?: string;
  readonly modelVersionId?: string;
  readonly states?: readonly WorkState[];
}

/** A page of the evaluation runs that meet a filter, newest first. */
export function listEvaluationRuns(
  db: Database,
  page: PageRequest,
  { benchmarkSetId, modelVersionId, states }: EvaluationRunFilter,
): Promise<Page<EvaluationRunRow>> {
  const where: Condition[] = [];
  if (benchmarkSetId !== undefined)
    where.push((parameter) => `run."benchmarkSetId" = ${parameter(benchmarkSetId)}`);
  if (modelVersionId !== undefined)
    where.push((parameter) => `run."modelVersionId" = ${parameter(modelVersionId)}`);
  if (states !== undefined) where.push(inState("run", states));
  const order = { ...newestFirst("EvaluationRun"), columns: [{ value: 'run."id"', type: "uuid" }] } as const;
  const list = { from: '"EvaluationRun" run', where, order };
  return readPage(db, list, page, (ids) => evaluationRuns.find(db, ids));
}

/** Which comparisons are listed; a condition that is left out does not count. */
export interface ComparisonFilter {
  /** One of the two. */
  readonly runId?: string;
  readonly benchmarkSetId?: string;
  readonly states?: readonly WorkState[];
}

/** A page of the comparisons that meet a filter, newest first. */
export function listComparisons(
  db: Database,
  page: PageRequest,
  { runId, benchmarkSetId, states }: ComparisonFilter,
): Promise<Page<ComparisonRow>> {
  const where: Condition[] = [];
  if (runId !== undefined)
    where.push((parameter) => `${parameter(runId)}::uuid IN (pair."firstRunId", pair."secondRunId")`);
  if (benchmarkSetId !== undefined)
    where.push(
      (parameter) => `EXISTS (SELECT FROM "EvaluationRun" r
        WHERE r."id" = pair."firstRunId" AND r."benchmarkSetId" = ${parameter(benchmarkSetId)})`,
    );
  if (states !== undefined) where.push(inState("pair", states));
  const order = { ...newestFirst("comparisons"), columns: [{ value: 'pair."id"', type: "uuid" }] } as const;
  const list = { from: '"EvaluationComparison" pair', where, order };
  return readPage(db, list, page, (ids) => comparisons.find(db, ids));
}

const inState =
  (table: string, states: readonly WorkState[]): Condition =>
  (parameter) =>
    `EXISTS (SELECT FROM "Work" w WHERE w."id" = ${table}."id" AND w."state" = ANY(${parameter(states)}::"WorkState"[]))`;

import { createTurns, type Turns } from "../../../batcher/turns";
import type { Database } from "../../../storage/database/database";
import { type ComparisonReader, createComparisonReader } from "../comparisons/comparison-reader";
import { createPlotDataReader, type PlotDataReader } from "../plots/plot-data-reader";
import { createReducer, type Reducer } from "../reports/reducer";
import { createReportReader, type ReportReader } from "../reports/report-reader";
import { createBatchMemories, type LendMemory } from "../shards/batch-memory";
import { createFeatureReader, type FeatureReader } from "../shards/feature-reader";

/**
 * Batches of all evaluations on their way through the model: enough to fill the lanes, and few enough to leave
 * room in the queues for callers who wait.
 */
const BATCHES_UNDER_WAY = 6;
const MAX_WAITING = 100_000;

/** What evaluations share. */
export interface EvaluationWorkshop {
  readonly inTurn: Turns;
  readonly lend: LendMemory;
  readonly reader: FeatureReader;
  readonly reducer: Reducer;
  readonly reportOf: ReportReader;
  readonly plotDataOf: PlotDataReader;
  readonly comparisonOf: ComparisonReader;
}

export function createEvaluationWorkshop(db: Database, log?: (line: string) => void): EvaluationWorkshop {
  const reducer = createReducer();
  return {
    inTurn: createTurns("evaluation batches", BATCHES_UNDER_WAY, MAX_WAITING),
    lend: createBatchMemories(),
    reader: createFeatureReader(db.url, log),
    reducer,
    reportOf: createReportReader(db),
    plotDataOf: createPlotDataReader(reducer),
    comparisonOf: createComparisonReader(db),
  };
}

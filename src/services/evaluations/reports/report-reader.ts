import { LRUCache } from "lru-cache";
import type { RunReport } from "../../../evaluation/report/run-report";
import type { Database } from "../../../storage/database/database";
import { parseEvaluationReport, readEvaluationReport } from "../../../storage/evaluations/evaluation-reports";

/** A report of 7,586 classes takes about 50 MB as objects. */
const KEPT_REPORTS = 4;

/** The reports of runs; they never change once stored. */
export type ReportReader = (runId: string) => Promise<RunReport | null>;

/** Reads reports, keeping recently used ones in memory; null while a run has none. */
export function createReportReader(db: Database): ReportReader {
  const kept = new LRUCache<string, RunReport>({ max: KEPT_REPORTS });
  return async (runId) => {
    const known = kept.get(runId);
    if (known) return known;
    const json = await readEvaluationReport(db, runId);
    if (json === null) return null;
    const report = parseEvaluationReport(json, runId);
    kept.set(runId, report);
    return report;
  };
}

import type { RunReport } from "../../../evaluation/report/run-report";
import type { Database } from "../../../storage/database/database";
import { parseEvaluationReport, readEvaluationReport } from "../../../storage/evaluations/evaluation-reports";
import { type KeptReader, keptReader } from "../kept-reader";

/** A report of 7,586 classes takes about 50 MB as objects. */
const KEPT_REPORTS = 4;

/** The reports of runs; they never change once stored. */
export type ReportReader = KeptReader<RunReport>;

/** Reads reports; null while a run has none. */
export const createReportReader = (db: Database): ReportReader =>
  keptReader(async (runId) => {
    const json = await readEvaluationReport(db, runId);
    return json === null ? null : parseEvaluationReport(json, runId);
  }, KEPT_REPORTS);

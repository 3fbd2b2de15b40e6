import type { RunReport } from "../../evaluation/report/run-report";
import { type Database, inTransaction } from "../database/database";
import { jsonColumns } from "../database/json-columns";
import { completeWork } from "../work/change-work";
import { runReportSchema } from "./run-report-schema";

/** Completes a run with its report. False if the run is no longer running. */
export function completeEvaluationRun({ pool }: Database, runId: string, json: string): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    if (!(await completeWork({ pool: client }, runId))) return false;
    await client.query('INSERT INTO "EvaluationReport" ("runId", "json") VALUES ($1, $2)', [runId, json]);
    return true;
  });
}

const parse = jsonColumns("EvaluationReport", { json: runReportSchema });

/** The report in a run's JSON. Of 7,586 labels it takes about twice as long as the JSON alone. */
export function parseEvaluationReport(json: string, runId: string): RunReport {
  return parse({ json: JSON.parse(json) }, runId).json;
}

/** The report byte for byte as it was written; null while there is none. */
export async function readEvaluationReport({ pool }: Database, runId: string): Promise<string | null> {
  const { rows } = await pool.query<{ json: string }>(
    'SELECT "json" FROM "EvaluationReport" WHERE "runId" = $1',
    [runId],
  );
  return rows[0]?.json ?? null;
}

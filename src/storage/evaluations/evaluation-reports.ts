import { type Database, inTransaction } from "../database/database";
import { completeWork } from "../work/change-work";

/** Completes a run with its report. False when the run no longer runs. */
export function completeEvaluationRun({ pool }: Database, runId: string, json: string): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    if (!(await completeWork({ pool: client }, runId))) return false;
    await client.query('INSERT INTO "EvaluationReport" ("runId", "json") VALUES ($1, $2)', [runId, json]);
    return true;
  });
}

/** The report as it was written; null while there is none. */
export async function readEvaluationReport({ pool }: Database, runId: string): Promise<string | null> {
  const { rows } = await pool.query<{ json: string }>(
    'SELECT "json" FROM "EvaluationReport" WHERE "runId" = $1',
    [runId],
  );
  return rows[0]?.json ?? null;
}

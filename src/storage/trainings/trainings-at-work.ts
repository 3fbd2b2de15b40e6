import type { Database } from "../database/database";
import { trainingJobKey } from "./trainings";

/**
 * Which of some trainings may write files from now on: those that have not ended, and those whose job runs
 * still, somewhere, though they were ended or deleted.
 */
export async function trainingsAtWork({ pool }: Database, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT asked.id FROM unnest($1::text[]) AS asked(id)
     WHERE EXISTS (SELECT 1 FROM "Training" t WHERE t."id"::text = asked.id AND t."state" IN ('QUEUED', 'RUNNING'))
        OR EXISTS (SELECT 1 FROM graphile_worker.jobs j WHERE j.key = $2 || asked.id AND j.locked_at IS NOT NULL)`,
    [ids, trainingJobKey("")],
  );
  return new Set(rows.map(({ id }) => id));
}

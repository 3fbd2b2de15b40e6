import type { Database } from "../database/database";
import { WORK_CHANNEL, withEvent } from "../work/work-events";
import type { WorkState } from "../work/work-states";

/** The result of one prediction: its best labels, or why there are none. */
export type PredictionResult =
  | { readonly predictionId: string; readonly labels: readonly number[]; readonly scores: readonly number[] }
  | { readonly predictionId: string; readonly errorCode: string; readonly errorMessage: string };

/**
 * Stores results, each at most once: a prediction that is no longer pending (stored before a crash,
 * canceled, deleted) is left as it is and not counted again. The last one completes the batch. False if the
 * batch is no longer running.
 */
export async function recordResults(
  { pool }: Database,
  batchId: string,
  results: readonly PredictionResult[],
): Promise<boolean> {
  // One statement, so that it takes one round trip. Every other change of the batch locks its work first,
  // as this does; after waiting for a row, PostgreSQL checks the conditions again on its new version.
  const { rows } = await pool.query<{ state: WorkState }>({
    name: "record-results",
    text: `WITH running AS (
        SELECT "id" FROM "Work" WHERE "id" = $1 AND "state" = 'RUNNING' FOR UPDATE),
      batch AS (
        SELECT b."id", coalesce(b."madeById", b."modelVersionId") AS "madeById" FROM running JOIN "PredictionBatch" b ON b."id" = running."id"),
      stored AS (
        UPDATE "Prediction" p SET "state" = r."state", "labels" = r."labels", "scores" = r."scores",
          "errorCode" = r."errorCode", "errorMessage" = r."errorMessage", "finishedAt" = now(),
          "modelVersionId" = batch."madeById"
        FROM batch, jsonb_to_recordset($2::jsonb) AS r("id" uuid, "state" "PredictionState",
          "labels" integer[], "scores" real[], "errorCode" text, "errorMessage" text)
        WHERE p."id" = r."id" AND p."batchId" = batch."id" AND p."state" = 'PENDING'
        RETURNING p."id", p."state"),
      finished AS MATERIALIZED (
        SELECT (count(*) FILTER (WHERE "state" = 'DONE'))::int AS "done",
          (count(*) FILTER (WHERE "state" = 'FAILED'))::int AS "failed",
          count(*)::int AS "count", coalesce(jsonb_agg("id"), '[]') AS "ids"
        FROM stored),
      changed AS (
        UPDATE "Work" w SET "done" = w."done" + f."done", "failed" = w."failed" + f."failed",
          "sequence" = w."sequence" + 1,
          "state" = CASE WHEN w."done" + w."failed" + f."count" < w."total" THEN w."state" ELSE 'COMPLETED' END,
          "finishedAt" = CASE WHEN w."done" + w."failed" + f."count" < w."total" THEN NULL ELSE now() END
        FROM running, finished f
        WHERE w."id" = running."id" AND (f."count" > 0 OR w."done" + w."failed" >= w."total")
        RETURNING w.*, f."ids")
      ${withEvent(`jsonb_build_object('predictionIds', "ids")`)},
      told AS MATERIALIZED (
        SELECT "state", pg_notify($3, "id" || ' ' || "kind" || ' ' || "state") FROM changed)
      SELECT coalesce(told."state", 'RUNNING') AS "state" FROM running LEFT JOIN told ON true`,
    values: [batchId, JSON.stringify(results.map(toRow)), WORK_CHANNEL],
  });
  return rows[0]?.state === "RUNNING";
}

/** JSON keeps float32 scores exactly: the shortest decimal of a float64 reads back as the same float32. */
function toRow({ predictionId, ...result }: PredictionResult): object {
  return { id: predictionId, state: "labels" in result ? "DONE" : "FAILED", ...result };
}

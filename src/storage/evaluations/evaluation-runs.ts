import type { PoolClient } from "pg";
import { RegionaryError } from "../../errors";
import { type Database, inTransaction } from "../database/database";
import { newestFirst, type Page, type PageRequest, readPage } from "../database/page";
import { isForeignKeyViolation, isUniqueViolation } from "../database/storage-errors";
import { timeOrderedId } from "../database/time-ordered-id";
import type { EvaluationRun } from "../generated/client";
import { BATCH_CHANNEL } from "../work/batch-events";
import { appendEvaluationEvent } from "./evaluation-events";

export type EvaluationRunRow = EvaluationRun;

/** The name of the job that makes a run, and what it is given. */
export const EVALUATION_JOB = "run-evaluation";
export interface EvaluationJobPayload {
  readonly runId: string;
}

/** The key by which a run's job is found again. */
export const evaluationJobKey = (runId: string): string => `evaluation:${runId}`;

export interface NewEvaluationRun {
  readonly benchmarkSetId: string;
  readonly modelVersionId: string;
  readonly protocol: string;
  readonly ks: readonly number[];
  readonly resamples: number;
  readonly total: number;
  readonly shardImages: number;
  readonly idempotencyKey: string | null;
  readonly requestHash: string;
}

/** Whose work a run is: a job's, which any service takes, or the caller's own. */
export type MadeBy = "job" | "caller";

/** Stores a run, its first event and its job: all of them or none. */
export async function createEvaluationRun(
  db: Database,
  run: NewEvaluationRun,
  madeBy: MadeBy,
): Promise<EvaluationRunRow> {
  const id = timeOrderedId();
  const { ks, ...rest } = run;
  const columns = { id, ks: [...ks], ...rest };
  const names = Object.keys(columns);
  try {
    return await inTransaction(db.pool, async (client) => {
      await client.query(
        `INSERT INTO "EvaluationRun" (${names.map((name) => `"${name}"`).join(", ")})
         VALUES (${names.map((_, place) => `$${place + 1}`).join(", ")})`,
        Object.values(columns),
      );
      await appendEvaluationEvent(client, id);
      if (madeBy === "job") await addJob(client, id);
      const { rows } = await client.query<EvaluationRunRow>('SELECT * FROM "EvaluationRun" WHERE "id" = $1', [
        id,
      ]);
      return rows[0] as EvaluationRunRow;
    });
  } catch (error) {
    if (isForeignKeyViolation(error))
      throw new RegionaryError("NOT_FOUND", "The benchmark set was deleted while the run was made.");
    if (isUniqueViolation(error) && run.idempotencyKey) {
      const other = await findEvaluationRunByKey(db, run.idempotencyKey);
      if (other) return other;
    }
    throw error;
  }
}

async function addJob(client: PoolClient, runId: string): Promise<void> {
  await client.query("SELECT graphile_worker.add_job($1, $2::json, job_key := $3)", [
    EVALUATION_JOB,
    JSON.stringify({ runId } satisfies EvaluationJobPayload),
    evaluationJobKey(runId),
  ]);
}

export function findEvaluationRunByKey(
  { prisma }: Database,
  idempotencyKey: string,
): Promise<EvaluationRunRow | null> {
  return prisma.evaluationRun.findUnique({ where: { idempotencyKey } });
}

/** The latest run of exactly this request. */
export function findLatestEvaluationRun(
  { prisma }: Database,
  requestHash: string,
): Promise<EvaluationRunRow | null> {
  return prisma.evaluationRun.findFirst({ where: { requestHash }, orderBy: { id: "desc" } });
}

/** A run that a calibration is taken from, and whether its set has the vocabulary that was asked for. */
export interface CalibratingRun {
  readonly run: EvaluationRunRow;
  readonly hasVocabulary: boolean;
}

/**
 * The run with a calibration that says most of a model version's scores of a vocabulary: of that version rather
 * than of the float32 one that it was made from, then over that vocabulary rather than another, then the latest.
 */
export async function findCalibratingRun(
  { pool }: Database,
  modelVersionId: string,
  vocabularyId: string,
): Promise<CalibratingRun | null> {
  const { rows } = await pool.query<EvaluationRunRow & { hasVocabulary: boolean }>(
    `SELECT r.*, s."vocabularyId" = $2 AS "hasVocabulary"
     FROM "ModelVersion" m
       JOIN "EvaluationRun" r ON r."modelVersionId" IN (m."id", m."float32VersionId")
       JOIN "EvaluationReport" p ON p."runId" = r."id" AND p."hasCalibration"
       JOIN "BenchmarkSet" s ON s."id" = r."benchmarkSetId"
     WHERE m."id" = $1
     ORDER BY r."modelVersionId" = m."id" DESC, "hasVocabulary" DESC, r."finishedAt" DESC LIMIT 1`,
    [modelVersionId, vocabularyId],
  );
  if (!rows[0]) return null;
  const { hasVocabulary, ...run } = rows[0];
  return { run, hasVocabulary };
}

export function findEvaluationRuns(
  { prisma }: Database,
  ids: readonly string[],
): Promise<EvaluationRunRow[]> {
  return prisma.evaluationRun.findMany({ where: { id: { in: [...ids] } } });
}

export function listEvaluationRuns(db: Database, page: PageRequest): Promise<Page<EvaluationRunRow>> {
  const list = { from: '"EvaluationRun"', order: newestFirst("evaluation runs") };
  return readPage(db, list, page, (ids) => findEvaluationRuns(db, ids));
}

/**
 * Marks a run as running, with the size of its batches unless it has one; null when it is finished,
 * cancelled or gone.
 */
export function startEvaluationRun(
  { pool }: Database,
  id: string,
  batchImages: number,
): Promise<EvaluationRunRow | null> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<EvaluationRunRow>(
      `UPDATE "EvaluationRun" SET "batchImages" = coalesce("batchImages", $2), "state" = 'RUNNING',
         "startedAt" = coalesce("startedAt", now())
       WHERE "id" = $1 AND "state" IN ('QUEUED', 'RUNNING') RETURNING *`,
      [id, batchImages],
    );
    if (!rows[0]) return null;
    await appendEvaluationEvent(client, id);
    return rows[0];
  });
}

/** Ends a run that still waits or runs; what is measured stays. False if it had ended already. */
export function endEvaluationRun(
  { pool }: Database,
  id: string,
  state: "CANCELLED" | "FAILED",
  errorMessage: string | null,
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE "EvaluationRun" SET "state" = $2, "errorMessage" = $3, "finishedAt" = now()
       WHERE "id" = $1 AND "state" IN ('QUEUED', 'RUNNING')`,
      [id, state, errorMessage],
    );
    if (rowCount !== 1) return false;
    await appendEvaluationEvent(client, id);
    return true;
  });
}

/** Takes up a run that was cancelled or has failed, where it was. False if it is not in such a state. */
export function reopenEvaluationRun({ pool }: Database, id: string, madeBy: MadeBy): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE "EvaluationRun" SET "state" = 'QUEUED', "errorMessage" = NULL, "finishedAt" = NULL
       WHERE "id" = $1 AND "state" IN ('CANCELLED', 'FAILED')`,
      [id],
    );
    if (rowCount !== 1) return false;
    await appendEvaluationEvent(client, id);
    if (madeBy === "job") await addJob(client, id);
    return true;
  });
}

/** Removes a run with its events, its report and its record of shards. False if there is no such run. */
export async function deleteEvaluationRun({ pool }: Database, id: string): Promise<boolean> {
  const { rowCount } = await pool.query('DELETE FROM "EvaluationRun" WHERE "id" = $1', [id]);
  if (rowCount === 1) await pool.query("SELECT pg_notify($1, $2)", [BATCH_CHANNEL, id]);
  return rowCount === 1;
}

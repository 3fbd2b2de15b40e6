import { z } from "zod";
import { type Database, inTransaction } from "../database/database";
import type { WorkEventRow } from "../work/work-events";
import type { WorkRow } from "../work/work-rows";
import { workTable } from "../work/work-table";

interface RunColumns {
  readonly benchmarkSetId: string;
  readonly modelVersionId: string;
  readonly protocol: string;
  /** Empty for the protocol's own. */
  readonly ks: readonly number[];
  readonly resamples: number;
  /** Images of a shard; the last one may have fewer. */
  readonly shardImages: number;
  /** Images encoded together; chosen when the run is begun, and kept: on a GPU the last bits depend on it. */
  readonly batchImages?: number | null;
}

export type EvaluationRunRow = WorkRow & Required<RunColumns> & Pace;

interface Pace {
  /** Since the run was last taken up. */
  readonly imagesPerSecond: number | null;
}

const paceSchema = z.strictObject({ imagesPerSecond: z.number() }).nullable();

const paceOf = (detail: unknown): Pace => ({
  imagesPerSecond: paceSchema.parse(detail)?.imagesPerSecond ?? null,
});

/** Model versions measured on benchmark sets; what is done are images. */
export const evaluationRuns = workTable<EvaluationRunRow, RunColumns>({
  kind: "EVALUATION",
  table: "EvaluationRun",
  missing: "The benchmark set was deleted while the run was made.",
  read: ({ batchImages = null, ...stored }) => ({ ...stored, batchImages, ...paceOf(stored.detail) }),
});

export type EvaluationEventRow = WorkEventRow & Pace;

export const evaluationEventOf = (event: WorkEventRow): EvaluationEventRow => ({
  ...event,
  ...paceOf(event.detail),
});

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
  db: Database,
  modelVersionId: string,
  vocabularyId: string,
): Promise<CalibratingRun | null> {
  const { rows } = await db.pool.query<{ id: string; hasVocabulary: boolean }>(
    `SELECT r."id", s."vocabularyId" = $2 AS "hasVocabulary"
     FROM "ModelVersion" m
       JOIN "EvaluationRun" r ON r."modelVersionId" IN (m."id", m."float32VersionId")
       JOIN "Work" w ON w."id" = r."id"
       JOIN "EvaluationReport" p ON p."runId" = r."id" AND p."hasCalibration"
       JOIN "BenchmarkSet" s ON s."id" = r."benchmarkSetId"
     WHERE m."id" = $1
     ORDER BY r."modelVersionId" = m."id" DESC, "hasVocabulary" DESC, w."finishedAt" DESC LIMIT 1`,
    [modelVersionId, vocabularyId],
  );
  if (!rows[0]) return null;
  const [run] = await evaluationRuns.find(db, [rows[0].id]);
  return run ? { run, hasVocabulary: rows[0].hasVocabulary } : null;
}

/**
 * Removes a run with its events, its report and its record of shards. The files that no other run has, or
 * null if there is no such run.
 */
export function deleteEvaluationRun({ pool }: Database, id: string): Promise<string[] | null> {
  return inTransaction(pool, async (client) => {
    // Whoever records a shard holds this lock, so that none comes between what is listed and what is deleted.
    await client.query('SELECT 1 FROM "Work" WHERE "id" = $1 FOR UPDATE', [id]);
    const { rows: hashes } = await client.query<{ fileHash: string }>(
      'SELECT DISTINCT "fileHash" FROM "EvaluationShard" WHERE "runId" = $1',
      [id],
    );
    const { rowCount } = await client.query(`DELETE FROM "Work" WHERE "id" = $1 AND "kind" = 'EVALUATION'`, [
      id,
    ]);
    if (rowCount !== 1) return null;
    const { rows: kept } = await client.query<{ fileHash: string }>(
      'SELECT DISTINCT "fileHash" FROM "EvaluationShard" WHERE "fileHash" = ANY($1)',
      [hashes.map(({ fileHash }) => fileHash)],
    );
    const isKept = new Set(kept.map(({ fileHash }) => fileHash));
    return hashes.flatMap(({ fileHash }) => (isKept.has(fileHash) ? [] : [fileHash]));
  });
}

import { z } from "zod";
import { PROTOCOL_NAMES, type ProtocolName } from "../../evaluation/scores/protocols";
import type { Database } from "../database/database";
import { jsonColumns } from "../database/json-columns";
import type { WorkEventRow } from "../work/work-events";
import type { WorkRow } from "../work/work-rows";
import { workTable } from "../work/work-table";

interface RunColumns {
  readonly benchmarkSetId: string;
  readonly modelVersionId: string;
  readonly protocol: ProtocolName;
  /** Empty for the protocol's own. */
  readonly ks: readonly number[];
  readonly resamples: number;
  /** Images of a shard; the last one may have fewer. */
  readonly shardImages: number;
  /** Images encoded together; chosen when the run begins, and kept: on a GPU the last bits depend on it. */
  readonly batchImages?: number | null;
}

export type EvaluationRunRow = WorkRow & Required<RunColumns> & Pace;

interface Pace {
  /** Since the run was last taken up. */
  readonly imagesPerSecond: number | null;
}

const parseRun = jsonColumns("EvaluationRun", { protocol: z.enum(PROTOCOL_NAMES) });
const detail = z.strictObject({ imagesPerSecond: z.number() }).nullable();
const parseWork = jsonColumns("Work", { detail });
const parseEvent = jsonColumns("WorkEvent", { detail });

/** Runs that measure model versions on benchmark sets; their units are images. */
export const evaluationRuns = workTable<EvaluationRunRow, RunColumns>({
  kind: "EVALUATION",
  table: "EvaluationRun",
  missing: "The benchmark set or the model version was deleted while the run was being created.",
  read: ({ batchImages = null, ...stored }) => ({
    ...{ ...parseRun(stored, stored.id), batchImages },
    imagesPerSecond: parseWork(stored, stored.id).detail?.imagesPerSecond ?? null,
  }),
});

export type EvaluationEventRow = WorkEventRow & Pace;

export const evaluationEventOf = (event: WorkEventRow): EvaluationEventRow => ({
  ...event,
  imagesPerSecond: parseEvent(event, `${event.workId}/${event.sequence}`).detail?.imagesPerSecond ?? null,
});

/** A run that a calibration is taken from, and whether its set has the requested vocabulary. */
interface CalibratingRun {
  readonly run: EvaluationRunRow;
  readonly hasVocabulary: boolean;
}

/**
 * The run whose calibration fits a model version's scores of a vocabulary best: of that version rather
 * than of the float32 one that it was made from, then one by which a higher score is more probable, then over that
 * vocabulary rather than another, then the latest.
 */
export async function findCalibratingRun(
  db: Database,
  modelVersionId: string,
  vocabularyId: string | null,
): Promise<CalibratingRun | null> {
  const { rows } = await db.pool.query<{ id: string; hasVocabulary: boolean }>(
    `SELECT r."id", coalesce(s."vocabularyId" = $2, false) AS "hasVocabulary"
     FROM "ModelVersion" m
       JOIN "EvaluationRun" r ON r."modelVersionId" IN (m."id", m."float32VersionId")
       JOIN "Work" w ON w."id" = r."id"
       JOIN "EvaluationReport" p ON p."runId" = r."id" AND p."hasCalibration"
       JOIN "BenchmarkSet" s ON s."id" = r."benchmarkSetId"
     WHERE m."id" = $1
     ORDER BY r."modelVersionId" = m."id" DESC, p."calibrationRises" DESC, "hasVocabulary" DESC, w."finishedAt" DESC LIMIT 1`,
    [modelVersionId, vocabularyId],
  );
  if (!rows[0]) return null;
  const [run] = await evaluationRuns.find(db, [rows[0].id]);
  return run ? { run, hasVocabulary: rows[0].hasVocabulary } : null;
}

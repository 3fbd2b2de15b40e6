import type { PoolClient } from "pg";
import { type Database, inTransaction } from "../database/database";
import type { EvaluationShard } from "../generated/client";
import { recordProgress } from "../work/change-work";

type EvaluationShardRow = Pick<EvaluationShard, "position" | "blobHash">;

/** A stored shard: its place, its blob, how many images it has, and the run's pace. */
interface MeasuredShard extends EvaluationShardRow {
  readonly images: number;
  readonly imagesPerSecond: number;
}

/**
 * Records a shard once, with the run's progress and an event; one that is already recorded changes nothing.
 * False if the run is no longer running.
 */
export function recordEvaluationShard(
  { pool }: Database,
  runId: string,
  { position, blobHash, images, imagesPerSecond }: MeasuredShard,
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const done = await doneOfRunning(client, runId);
    if (done === null) return false;
    const { rowCount: recorded } = await client.query(
      `INSERT INTO "EvaluationShard" ("runId", "position", "blobHash") VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING`,
      [runId, position, blobHash],
    );
    if (recorded !== 1) return true;
    return recordProgress({ pool: client }, runId, {
      phase: "MEASURING",
      done: done + images,
      detail: { imagesPerSecond },
    });
  });
}

/** The run's recorded shards in order. */
export async function listEvaluationShards({ pool }: Database, runId: string): Promise<EvaluationShardRow[]> {
  const { rows } = await pool.query<EvaluationShardRow>(
    'SELECT "position", "blobHash" FROM "EvaluationShard" WHERE "runId" = $1 ORDER BY "position"',
    [runId],
  );
  return rows;
}

/** The hashes among these that name a recorded shard of any run. */
export async function recordedShards({ pool }: Database, hashes: readonly string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ blobHash: string }>(
    'SELECT DISTINCT "blobHash" FROM "EvaluationShard" WHERE "blobHash" = ANY($1)',
    [hashes],
  );
  return new Set(rows.map(({ blobHash }) => blobHash));
}

/** Forgets shards whose scores are lost, so that they are measured again. */
export function forgetEvaluationShards(
  { pool }: Database,
  runId: string,
  lost: readonly { readonly position: number; readonly images: number }[],
): Promise<void> {
  return inTransaction(pool, async (client) => {
    const done = await doneOfRunning(client, runId);
    if (done === null) return;
    const { rows } = await client.query<{ position: number }>(
      'DELETE FROM "EvaluationShard" WHERE "runId" = $1 AND "position" = ANY($2) RETURNING "position"',
      [runId, lost.map(({ position }) => position)],
    );
    const gone = new Set(rows.map(({ position }) => position));
    const images = lost.reduce((sum, shard) => sum + (gone.has(shard.position) ? shard.images : 0), 0);
    if (images > 0) await recordProgress({ pool: client }, runId, { done: done - images });
  });
}

/** Locks a run's row and counts its measured images; null if it is no longer running. */
async function doneOfRunning(client: PoolClient, runId: string): Promise<number | null> {
  const { rows } = await client.query<{ done: number }>(
    `SELECT "done" FROM "Work" WHERE "id" = $1 AND "state" = 'RUNNING' FOR UPDATE`,
    [runId],
  );
  return rows[0]?.done ?? null;
}

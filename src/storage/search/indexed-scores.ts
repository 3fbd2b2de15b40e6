import { escapeLiteral } from "pg";
import { eachCopiedRow } from "../database/copy-rows";
import type { Database } from "../database/database";
import type { ScoreSet } from "./indexed-vocabularies";

const UNSCORED = `FROM "IndexedImage" x WHERE x."indexId" = $1
  AND NOT EXISTS (SELECT FROM "IndexedScores" s WHERE s."setId" = $2 AND s."position" = x."position")`;

/** The positions of an index whose images have no scores in a set, in order, from one on. */
export async function listUnscored(
  { pool }: Database,
  { id, indexId }: ScoreSet,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<number[]> {
  const { rows } = await pool.query<{ position: number }>(
    `SELECT x."position" ${UNSCORED} AND x."position" >= $3 ORDER BY x."position" LIMIT $4`,
    [indexId, id, from, limit],
  );
  return rows.map(({ position }) => position);
}

export async function countUnscored({ pool }: Database, { id, indexId }: ScoreSet): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`SELECT count(*)::int AS "count" ${UNSCORED}`, [
    indexId,
    id,
  ]);
  return rows[0]!.count;
}

/** Stores the scores [n, labels] of images at some positions; what is stored already stays. False if the set is gone. */
export async function addScores(
  { pool }: Database,
  { id, labelCount }: ScoreSet,
  positions: readonly number[],
  scores: Float32Array,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `WITH "here" AS (SELECT "id" FROM "IndexedVocabulary" WHERE "id" = $1 FOR KEY SHARE),
     "added" AS (
       INSERT INTO "IndexedScores" ("setId", "position", "scores")
       SELECT "here"."id", place, substring($3::bytea FROM (n::int - 1) * $4::int + 1 FOR $4::int)
       FROM "here", unnest($2::int[]) WITH ORDINALITY AS added(place, n) ON CONFLICT DO NOTHING)
     SELECT FROM "here"`,
    [
      ...[id, positions, Buffer.from(scores.buffer, scores.byteOffset, scores.byteLength)],
      Float32Array.BYTES_PER_ELEMENT * labelCount,
    ],
  );
  return rowCount === 1;
}

/** The scores of positions from one on up to another. */
interface ScoreBlock {
  readonly rows: Float32Array; // [n, labels], NaN where there are none
  /** 1 for the positions that have scores. */
  readonly isThere: Uint8Array;
}

export async function readScores(
  { pool }: Database,
  { id, labelCount }: ScoreSet,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<ScoreBlock> {
  const rows = new Float32Array((to - from) * labelCount).fill(Number.NaN);
  const bytes = new Uint8Array(rows.buffer);
  const isThere = new Uint8Array(to - from);
  await eachCopiedRow(
    pool,
    `SELECT "position", "scores" FROM "IndexedScores" WHERE "setId" = ${escapeLiteral(id)}
     AND "position" >= ${from} AND "position" < ${to}`,
    ([place, scores]) => {
      const n = place!.readInt32BE() - from;
      bytes.set(scores!, n * labelCount * Float32Array.BYTES_PER_ELEMENT);
      isThere[n] = 1;
    },
  );
  return { rows, isThere };
}

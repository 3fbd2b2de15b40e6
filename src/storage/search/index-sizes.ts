import type { Database } from "../database/database";
import type { ScoreSet } from "./indexed-vocabularies";
import type { SearchIndexRow } from "./search-indexes";

/** How large an index is. */
export interface IndexSize {
  /** Images that have a sketch. */
  readonly images: number;
  /** Images that could not be encoded. */
  readonly failed: number;
  /** Of all sketches. */
  readonly sketchBytes: number;
}

/** The size of an index; the images are counted. */
export async function readIndexSize({ pool }: Database, { id, count }: SearchIndexRow): Promise<IndexSize> {
  const { rows } = await pool.query<{ deleted: number; failed: number; bytes: number | null }>(
    `SELECT (SELECT count(*)::int FROM "IndexDeletion" WHERE "indexId" = $1) AS "deleted",
       (SELECT count(*)::int FROM "UnindexedImage" WHERE "indexId" = $1) AS "failed",
       (SELECT length("sketch") FROM "IndexedImage" WHERE "indexId" = $1 LIMIT 1) AS "bytes"`,
    [id],
  );
  const { deleted, failed, bytes } = rows[0]!;
  return { images: count - deleted, failed, sketchBytes: (count - deleted) * (bytes ?? 0) };
}

/** The vocabularies whose scores an index has, and for how many images. */
export async function listScoreSets(
  { pool }: Database,
  indexId: string,
): Promise<(ScoreSet & { readonly images: number })[]> {
  const { rows } = await pool.query<ScoreSet & { images: number }>(
    `SELECT v."id", v."indexId", v."modelVersionId", v."vocabularyId", v."labelCount",
       (SELECT count(*)::int FROM "IndexedScores" s WHERE s."setId" = v."id") AS "images"
     FROM "IndexedVocabulary" v WHERE v."indexId" = $1 ORDER BY v."createdAt", v."id"`,
    [indexId],
  );
  return rows;
}

import { escapeLiteral } from "pg";
import type { Database } from "../database/database";

/** An image that cannot be indexed, and why. */
interface Failure {
  readonly imageId: string;
  readonly code: string;
  readonly message: string;
}

/** All images or, under the same name, those of another index. */
const amongst = (of: string | undefined): string =>
  of === undefined
    ? '"Image" i'
    : `(SELECT "imageId" AS "id" FROM "IndexedImage" WHERE "indexId" = ${escapeLiteral(of)}) i`;

const MISSING = `NOT EXISTS (SELECT FROM "IndexedImage" x WHERE x."imageId" = i."id" AND x."indexId" = $1)
  AND NOT EXISTS (SELECT FROM "UnindexedImage" u WHERE u."imageId" = i."id" AND u."indexId" = $1)`;

/** Ids of images that an index lacks and that may be indexed, of all or of another index's, in order, after one of them. */
export async function listMissingImages(
  { pool }: Database,
  indexId: string,
  { of, after, limit }: { readonly of?: string; readonly after: string | null; readonly limit: number },
): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT i."id" FROM ${amongst(of)} WHERE ($2::uuid IS NULL OR i."id" > $2) AND ${MISSING}
     ORDER BY i."id" LIMIT $3`,
    [indexId, after, limit],
  );
  return rows.map(({ id }) => id);
}

/** How many images an index lacks, without those that cannot be indexed. It looks at every image. */
export async function countMissingImages({ pool }: Database, indexId: string, of?: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS "count" FROM ${amongst(of)} WHERE ${MISSING}`,
    [indexId],
  );
  return rows[0]!.count;
}

/** How many images there are, and how many of them cannot be indexed. */
export async function countImages(
  { pool }: Database,
  indexId: string,
): Promise<{ readonly total: number; readonly failed: number }> {
  const { rows } = await pool.query<{ total: number; failed: number }>({
    name: "count-images",
    text: `SELECT (SELECT count(*)::int FROM "Image") AS "total",
      (SELECT count(*)::int FROM "UnindexedImage" WHERE "indexId" = $1) AS "failed"`,
    values: [indexId],
  });
  return rows[0]!;
}

/** Records images that cannot be indexed, so that they are not tried again by themselves. */
export async function recordUnindexed(
  { pool }: Database,
  indexId: string,
  failures: readonly Failure[],
): Promise<void> {
  await pool.query(
    `INSERT INTO "UnindexedImage" ("indexId", "imageId", "errorCode", "errorMessage")
     SELECT $1, i."id", f.code, f.message
     FROM unnest($2::uuid[], $3::text[], $4::text[]) AS f(id, code, message) JOIN "Image" i ON i."id" = f.id
     WHERE EXISTS (SELECT FROM "SearchIndex" WHERE "id" = $1)
     ON CONFLICT DO NOTHING`,
    [
      indexId,
      failures.map(({ imageId }) => imageId),
      failures.map(({ code }) => code),
      failures.map(({ message }) => message.replaceAll("\0", "")),
    ],
  );
}

/** Lets the images that could not be indexed be tried again. */
export async function forgetUnindexed({ pool }: Database, indexId: string): Promise<void> {
  await pool.query('DELETE FROM "UnindexedImage" WHERE "indexId" = $1', [indexId]);
}

/** Lets an index know which images another could not take. */
export async function copyUnindexed({ pool }: Database, from: string, to: string): Promise<void> {
  await pool.query(
    `INSERT INTO "UnindexedImage" ("indexId", "imageId", "errorCode", "errorMessage")
     SELECT $2, "imageId", "errorCode", "errorMessage" FROM "UnindexedImage" WHERE "indexId" = $1
     ON CONFLICT DO NOTHING`,
    [from, to],
  );
}

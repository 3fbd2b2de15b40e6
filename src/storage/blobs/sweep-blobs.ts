import type { Database } from "../database/database";

/** Every column that names a blob. */
const NAMED_BY = [
  ["Image", "sha256"],
  ["PackageFile", "blobHash"],
  ["EvaluationShard", "blobHash"],
  ["TrainingCheckpoint", "blobHash"],
] as const;
/** A blob is named right after it is stored: an unnamed one this old belonged to a row or a process that is gone. */
const UNNAMED_HOURS = 24;
const BLOBS_PER_DELETION = 100;

const SWEEP = `WITH unnamed AS MATERIALIZED (
    SELECT b."hash" FROM "Blob" b
    WHERE b."createdAt" < now() - interval '${UNNAMED_HOURS} hours'
      AND ${NAMED_BY.map(([table, column]) => `NOT EXISTS (SELECT FROM "${table}" WHERE "${column}" = b."hash")`).join("\n      AND ")}
    LIMIT ${BLOBS_PER_DELETION} FOR UPDATE OF b SKIP LOCKED)
  DELETE FROM "Blob" USING unnamed WHERE "Blob"."hash" = unnamed."hash"`;

/**
 * Removes the blobs that no row has named for a day. Safe at any time: a caller that finds a blob already stored makes
 * it new by changing its row, and the sweep either sees a concurrent change of a row or leaves that row alone.
 */
export async function sweepBlobs({ pool }: Pick<Database, "pool">): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(SWEEP);
    if (rowCount === 0) return;
  }
}

import type { PoolClient } from "pg";
import type { Database } from "../database/database";

/** Every column that names a blob. */
const NAMED_BY = [
  ["Image", "sha256"],
  ["PackageFile", "blobHash"],
  ["EvaluationShard", "blobHash"],
  ["TrainingCheckpoint", "blobHash"],
  ["SearchIndex", "basisHash"],
  ["UploadPart", "blobHash"],
] as const;
/** A blob is named right after it is stored: an unnamed one this old belonged to a row or a process that is gone. */
const UNNAMED_HOURS = 24;
const BLOBS_AT_ONCE = 1_000;
/** Held by the host that sweeps. */
const LOCK = "hashtext('sweep-blobs')";

const UNNAMED = NAMED_BY.map(
  ([table, column]) => `NOT EXISTS (SELECT FROM "${table}" WHERE "${column}" = b."hash")`,
).join("\n      AND ");

/** Of some blobs after one, in order; where they end, or null when there are no more. */
const SWEEP = `WITH walked AS MATERIALIZED (
    SELECT "hash" FROM "Blob" WHERE "hash" > $1 ORDER BY "hash" LIMIT ${BLOBS_AT_ONCE}),
  unnamed AS MATERIALIZED (
    SELECT b."hash" FROM walked JOIN "Blob" b ON b."hash" = walked."hash"
    WHERE b."createdAt" < now() - interval '${UNNAMED_HOURS} hours'
      AND ${UNNAMED}
    FOR UPDATE OF b SKIP LOCKED),
  removed AS (DELETE FROM "Blob" USING unnamed WHERE "Blob"."hash" = unnamed."hash")
  SELECT max("hash") AS "last" FROM walked`;

/**
 * Removes the blobs that no row has named for a day, in one walk over all, unless another host does. Safe at any time: a caller that finds a blob already stored makes
 * it new by changing its row, and the sweep either sees a concurrent change of a row or leaves that row alone.
 */
export async function sweepBlobs({ pool }: Pick<Database, "pool">): Promise<void> {
  const client = await pool.connect();
  let holdsLock = false;
  try {
    const { rows } = await client.query<{ held: boolean }>(`SELECT pg_try_advisory_lock(${LOCK}) AS "held"`);
    holdsLock = rows[0]!.held;
    if (!holdsLock) return;
    for (let last: string | null = ""; last !== null; ) {
      const swept: { rows: { last: string | null }[] } = await client.query(SWEEP, [last]);
      last = swept.rows[0]!.last;
    }
    await client.query(`SELECT pg_advisory_unlock(${LOCK})`);
    holdsLock = false;
  } finally {
    client.release(holdsLock); // true ends the connection, and the lock with it
  }
}

/** Removes those of some blobs, which the caller has locked, that no row names: for what must not wait for the sweep. */
export async function removeUnnamedBlobs(
  client: Pick<PoolClient, "query">,
  hashes: readonly string[],
): Promise<void> {
  await client.query(`DELETE FROM "Blob" b WHERE b."hash" = ANY($1::bpchar[]) AND ${UNNAMED}`, [hashes]);
}

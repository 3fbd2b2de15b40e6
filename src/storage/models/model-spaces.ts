import type { Database } from "../database/database";

/** The space that a model version is bound to; null if it is not bound or does not exist. */
export async function readModelSpace({ pool }: Database, modelId: string): Promise<string | null> {
  const { rows } = await pool.query<{ spaceId: string | null }>(
    'SELECT "spaceId" FROM "ModelVersion" WHERE "id" = $1',
    [modelId],
  );
  return rows[0]?.spaceId ?? null;
}

/**
 * Binds the model version $1 to the space $2 unless it is bound, and with it the float32 version that it was made from
 * and the 8-bit ones made from that.
 */
export const BIND_MODEL_SPACE = `WITH "float32" AS (
    SELECT f."id", f."spaceId" FROM "ModelVersion" m
    JOIN "ModelVersion" f ON f."id" = coalesce(m."float32VersionId", m."id") WHERE m."id" = $1::uuid
  )
  UPDATE "ModelVersion" m SET "spaceId" = coalesce(f."spaceId", $2::uuid) FROM "float32" f
  WHERE f."id" IN (m."id", m."float32VersionId") AND m."spaceId" IS NULL`;

/** Binds a model version to a space as that statement does; returns the space that it is then bound to. */
export async function bindModelSpace(db: Database, modelId: string, spaceId: string): Promise<string | null> {
  await db.pool.query(BIND_MODEL_SPACE, [modelId, spaceId]);
  return readModelSpace(db, modelId);
}

import type { PoolClient } from "pg";

/** Keeps the model versions as they are to all who take this, until the transaction ends. */
export async function lockModelVersions(client: PoolClient): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtext('model-versions'))");
}

/** Makes one model version the active one. False if there is no such version. */
export async function makeActive(client: PoolClient, id: string): Promise<boolean> {
  await lockModelVersions(client);
  const { rowCount } = await client.query('SELECT 1 FROM "ModelVersion" WHERE "id" = $1', [id]);
  if (rowCount === 0) return false;
  // One statement after the other, because at no time may two be active.
  await client.query('UPDATE "ModelVersion" SET "active" = false WHERE "active"');
  await client.query('UPDATE "ModelVersion" SET "active" = true WHERE "id" = $1', [id]);
  return true;
}

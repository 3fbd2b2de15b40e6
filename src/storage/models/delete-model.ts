import type { Pool, PoolClient } from "pg";
import { RegionaryError } from "../../errors";
import { type Database, inTransaction } from "../database/database";
import { refuseIfUsed, refuseWhileInUse } from "../database/uses";
import { lockModelVersions } from "./make-active";
import { removeUnusedPackages } from "./packages";

const PREDICTIONS_PER_DELETION = 5_000;

/**
 * Removes a model version with the predictions that `classify` made by it. False if there is none, CONFLICT while it
 * is the active one, IN_USE while something uses it.
 */
export async function deleteModelVersion(db: Database, id: string): Promise<boolean> {
  if ((await packageOfUnused(db.pool, id)) === null) return false;
  // Before anybody has to wait: there may be many. Those made meanwhile are deleted below.
  await deleteClassified(db.pool, id);
  const packageHash = await inTransaction(db.pool, async (client) => {
    await lockModelVersions(client); // so that it cannot become the active one meanwhile
    const unused = await packageOfUnused(client, id);
    if (unused === null) return null;
    await deleteClassified(client, id);
    await client.query('DELETE FROM "ModelVersion" WHERE "id" = $1', [id]);
    return unused;
  }).catch(refuseWhileInUse(db, "model version", id));
  if (packageHash === null) return false;
  await removeUnusedPackages(db, [packageHash]);
  return true;
}

/** The package of a model version that may be deleted, which it locks; null if there is none. Throws why it must stay. */
async function packageOfUnused(client: Pool | PoolClient, id: string): Promise<string | null> {
  const { rows } = await client.query<{ active: boolean; packageHash: string }>(
    'SELECT "active", "packageHash" FROM "ModelVersion" WHERE "id" = $1 FOR UPDATE',
    [id],
  );
  const [model] = rows;
  if (!model) return null;
  if (model.active)
    throw new RegionaryError(
      "CONFLICT",
      "The model version is the active one. Activate another first, then delete it.",
    );
  await refuseIfUsed(client, "model version", id);
  return model.packageHash;
}

/** Deletes the predictions that `classify` made by a model version, some at a time. */
async function deleteClassified(client: Pool | PoolClient, modelVersionId: string): Promise<void> {
  let deleted: number;
  do {
    const { rowCount } = await client.query(
      `DELETE FROM "Prediction" WHERE "id" IN (
         SELECT "id" FROM "Prediction" WHERE "modelVersionId" = $1 AND "batchId" IS NULL
         LIMIT ${PREDICTIONS_PER_DELETION})`,
      [modelVersionId],
    );
    deleted = rowCount!;
  } while (deleted === PREDICTIONS_PER_DELETION);
}

/** Removes a backbone. False if there is none, IN_USE while a model version or a training uses it. */
export async function deleteBackbone(db: Database, id: string): Promise<boolean> {
  const { rows } = await db.pool
    .query<{ packageHash: string }>('DELETE FROM "Backbone" WHERE "id" = $1 RETURNING "packageHash"', [id])
    .catch(refuseWhileInUse(db, "backbone", id));
  const [deleted] = rows;
  if (!deleted) return false;
  await removeUnusedPackages(db, [deleted.packageHash]);
  return true;
}

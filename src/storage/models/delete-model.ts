import { RegionaryError } from "../../errors";
import { type Database, inTransaction } from "../database/database";
import { refuseIfUsed, refuseWhileInUse } from "../database/uses";
import { lockModelVersions } from "./make-active";
import { removeUnusedPackages } from "./packages";

/**
 * Removes a model version with the predictions that `classify` made by it. False if there is none, CONFLICT while it
 * is the active one, IN_USE while something uses it.
 */
export async function deleteModelVersion(db: Database, id: string): Promise<boolean> {
  const packageHash = await inTransaction(db.pool, async (client) => {
    await lockModelVersions(client); // so that it cannot become the active one meanwhile
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
    await client.query('DELETE FROM "Prediction" WHERE "modelVersionId" = $1 AND "batchId" IS NULL', [id]);
    await client.query('DELETE FROM "ModelVersion" WHERE "id" = $1', [id]);
    return model.packageHash;
  }).catch(refuseWhileInUse(db, "model version", id));
  if (packageHash === null) return false;
  await removeUnusedPackages(db, [packageHash]);
  return true;
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

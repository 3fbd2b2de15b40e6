import { RegionaryError } from "../../errors";
import { type Database, inTransaction } from "../database/database";
import { refuseIfUsed, refuseWhileInUse } from "../database/uses";
import { removeUnusedPackages } from "../models/packages";

/**
 * Removes the space of a text encoder with the encoder and all label vectors in it. False if there is no such space,
 * CONFLICT for one without an encoder, IN_USE while model versions or trainings have it.
 */
export async function deleteTextSpace(db: Database, id: string): Promise<boolean> {
  const packageHash = await inTransaction(db.pool, async (client) => {
    // Who stores the same space meanwhile waits, and stores it anew.
    await client.query("SELECT pg_advisory_xact_lock(hashtext('vector-spaces'))");
    const { rows } = await client.query<{ name: string; packageHash: string | null }>(
      'SELECT "name", "packageHash" FROM "VectorSpace" WHERE "id" = $1 FOR UPDATE',
      [id],
    );
    const [space] = rows;
    if (!space) return null;
    if (space.packageHash === null)
      throw new RegionaryError(
        "CONFLICT",
        `The space "${space.name}" has no text encoder: it goes with its word vectors or its vocabulary. Delete those.`,
      );
    await refuseIfUsed(client, "vector space", id);
    await client.query('DELETE FROM "LabelVectors" WHERE "spaceId" = $1', [id]);
    await client.query('DELETE FROM "VectorSpace" WHERE "id" = $1', [id]);
    return space.packageHash;
  }).catch(refuseWhileInUse(db, "vector space", id));
  if (packageHash === null) return false;
  await removeUnusedPackages(db, [packageHash]);
  return true;
}

import { type Database, inTransaction } from "../database/database";
import { refuseIfUsed } from "../database/uses";
import { removeUnusedPackages } from "../models/packages";

/**
 * Removes a vector space, and with it its text encoder and the label vectors that the encoder made: the same model
 * imported again makes the same ones. False if there is none, IN_USE while a model version, a training, a word-vector
 * set, or a vocabulary whose vectors nothing could make again needs it.
 */
export async function deleteVectorSpace(db: Database, id: string): Promise<boolean> {
  const deleted = await inTransaction(db.pool, async (client) => {
    // Whoever would use it from now on waits here, and then finds it gone.
    const { rows } = await client.query<{ packageHash: string | null }>(
      'SELECT "packageHash" FROM "VectorSpace" WHERE "id" = $1 FOR UPDATE',
      [id],
    );
    const [space] = rows;
    if (!space) return null;
    await refuseIfUsed(client, "vector space", id);
    await client.query('DELETE FROM "LabelVectors" WHERE "spaceId" = $1', [id]);
    await client.query('DELETE FROM "VectorSpace" WHERE "id" = $1', [id]);
    return space;
  });
  if (!deleted) return false;
  if (deleted.packageHash !== null) await removeUnusedPackages(db, [deleted.packageHash]);
  return true;
}

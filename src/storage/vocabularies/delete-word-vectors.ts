import { type Database, inTransaction } from "../database/database";
import { refuseIfUsed } from "../database/uses";

/**
 * Removes a set of word vectors; the vectors that labels took from it stay. False if there is none, IN_USE while it
 * is the only one in which the labels of a model version, or of a training under way, can be looked up.
 */
export function deleteWordVectorSet({ pool }: Database, id: string): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    // Of two sets of one space that are deleted at once the second is the only one.
    await client.query(
      `SELECT 1 FROM "VectorSpace" WHERE "id" = (SELECT "spaceId" FROM "WordVectorSet" WHERE "id" = $1) FOR UPDATE`,
      [id],
    );
    await refuseIfUsed(client, "word-vector set", id);
    const { rows } = await client.query<{ spaceId: string }>(
      'DELETE FROM "WordVectorSet" WHERE "id" = $1 RETURNING "spaceId"',
      [id],
    );
    const [deleted] = rows;
    if (!deleted) return false;
    // A space that holds nothing anymore is created again with its words.
    await client.query(
      `DELETE FROM "VectorSpace" s WHERE "id" = $1
         AND NOT EXISTS (SELECT FROM "WordVectorSet" WHERE "spaceId" = s."id")
         AND NOT EXISTS (SELECT FROM "LabelVectors" WHERE "spaceId" = s."id")
         AND NOT EXISTS (SELECT FROM "ModelVersion" WHERE "spaceId" = s."id")
         AND NOT EXISTS (SELECT FROM "Training" WHERE "spaceId" = s."id")`,
      [deleted.spaceId],
    );
    return true;
  });
}

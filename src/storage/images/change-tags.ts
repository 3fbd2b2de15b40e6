import type { PoolClient } from "pg";
import { RegionaryError } from "../../errors";
import { type Database, inTransaction } from "../database/database";
import { isForeignKeyViolation } from "../database/storage-errors";

/** Tags of an image, and as many corrections: what is listed without pages must end. */
const MAX_AN_IMAGE = 200;

/**
 * Changes tags or corrections of some images in one transaction; changes take turns, so that no image has a tag and a
 * correction of the same word. INVALID_INPUT where an image would have too many.
 */
export async function changeTags(
  { pool }: Database,
  imageIds: readonly string[],
  change: (client: PoolClient) => Promise<number>,
): Promise<number> {
  try {
    return await inTransaction(pool, async (client) => {
      await client.query("SELECT pg_advisory_xact_lock(hashtext('image tags'))");
      // Images before their tags, as where they are deleted; of those that are, nothing is changed.
      await client.query(`SELECT FROM "Image" WHERE "id" = ANY($1::uuid[]) ORDER BY "id" FOR KEY SHARE`, [
        imageIds,
      ]);
      const changed = await change(client);
      if (changed > 0)
        for (const table of ["ImageTag", "ImageCorrection"] as const)
          await refuseTooMany(client, table, imageIds);
      return changed;
    });
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
    throw new RegionaryError("NOT_FOUND", "The vocabulary or the model version was deleted meanwhile.");
  }
}

async function refuseTooMany(
  client: PoolClient,
  table: "ImageTag" | "ImageCorrection",
  imageIds: readonly string[],
): Promise<void> {
  const { rows } = await client.query<{ count: number; name: string | null }>(
    `SELECT t."count", i."name" FROM (SELECT "imageId", count(*)::int AS "count" FROM "${table}"
       WHERE "imageId" = ANY($1::uuid[]) GROUP BY "imageId" HAVING count(*) > ${MAX_AN_IMAGE} LIMIT 1) t
     JOIN "Image" i ON i."id" = t."imageId"`,
    [imageIds],
  );
  const [first] = rows;
  if (!first) return;
  const what = table === "ImageTag" ? "tags" : "corrections";
  throw new RegionaryError(
    "INVALID_INPUT",
    `An image can have ${MAX_AN_IMAGE} ${what}; "${first.name ?? "one without a name"}" would have ${first.count}. Remove some of them first.`,
  );
}

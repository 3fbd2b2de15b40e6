import { type Database, inTransaction } from "../database/database";

/**
 * Removes those of some images that no person has added and nothing uses. One that is being used at this moment
 * is left; and while a benchmark set is imported, all are, because its pictures are stored before its items.
 */
export async function deleteUnusedImages({ pool }: Database, ids: readonly string[]): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `SELECT "id" FROM "Image" WHERE "id" = ANY($1::uuid[]) AND NOT "addedByPerson" FOR UPDATE SKIP LOCKED`,
      [ids],
    );
    // A statement of its own, so that it sees all that was stored before the images were locked.
    await client.query(
      `WITH "underWay" AS (SELECT "id", "kind" FROM "Work" WHERE "state" IN ('QUEUED', 'RUNNING'))
       DELETE FROM "Image" i WHERE i."id" = ANY($1::uuid[])
         AND NOT EXISTS (SELECT FROM "Prediction" p WHERE p."imageId" = i."id")
         AND NOT EXISTS (SELECT FROM "BenchmarkItem" b WHERE b."imageId" = i."id")
         AND NOT EXISTS (SELECT FROM "ImageTag" t WHERE t."imageId" = i."id")
         AND NOT EXISTS (SELECT FROM "ImageCorrection" c WHERE c."imageId" = i."id")
         AND NOT EXISTS (SELECT FROM "underWay" JOIN "ModelQuantization" q USING ("id")
           WHERE i."id" = ANY(q."imageIds"))
         AND NOT EXISTS (SELECT FROM "underWay" WHERE "kind" = 'BENCHMARK_IMPORT')`,
      [rows.map(({ id }) => id)],
    );
  });
}

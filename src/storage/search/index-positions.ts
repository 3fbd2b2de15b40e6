import type { Database } from "../database/database";
import type { Condition } from "../database/page";

/** The positions in an index of the images that meet conditions, as int32 in no order. */
export async function positionsMeeting(
  { pool }: Database,
  indexId: string,
  conditions: readonly Condition[],
): Promise<Int32Array> {
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const where = ["true", ...conditions.map((condition) => `(${condition(parameter)})`)].join(" AND ");
  // As one value: a row of each position costs the driver ten times as much.
  const { rows } = await pool.query<{ positions: Buffer | null }>(
    `SELECT string_agg(int4send("IndexedImage"."position"), '') AS "positions"
     FROM (SELECT "id" FROM "Image" WHERE ${where}) meeting
     JOIN "IndexedImage" ON "IndexedImage"."imageId" = meeting."id"
       AND "IndexedImage"."indexId" = ${parameter(indexId)}`,
    values,
  );
  const bytes = rows[0]!.positions ?? Buffer.alloc(0);
  return Int32Array.from({ length: bytes.length / 4 }, (_, n) => bytes.readInt32BE(4 * n));
}

/** The positions that images have in an index; those that are not in it are left out. */
export async function positionsOfImages(
  { pool }: Database,
  indexId: string,
  imageIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ imageId: string; position: number }>(
    'SELECT "imageId", "position" FROM "IndexedImage" WHERE "indexId" = $1 AND "imageId" = ANY($2::uuid[])',
    [indexId, imageIds],
  );
  return new Map(rows.map(({ imageId, position }) => [imageId, position]));
}

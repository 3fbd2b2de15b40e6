import type { Database } from "../database/database";

/** The names of all images of a set, in the order of their positions. */
export async function listItemNames({ pool }: Database, setId: string): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    'SELECT "name" FROM "BenchmarkItem" WHERE "setId" = $1 ORDER BY "position"',
    [setId],
  );
  return rows.map(({ name }) => name);
}

/** Pictures of a set on which each of some labels is present: at most `most` of each, the first ones. */
export async function listPicturesOf(
  { pool }: Database,
  setId: string,
  labels: readonly number[],
  most: number,
): Promise<{ readonly label: number; readonly name: string; readonly imageId: string | null }[]> {
  const { rows } = await pool.query<{ label: number; name: string; imageId: string | null }>(
    `SELECT wanted."label", item."name", item."imageId"
     FROM unnest($2::int[]) AS wanted("label") CROSS JOIN LATERAL (
       SELECT "name", "imageId" FROM "BenchmarkItem"
       WHERE "setId" = $1 AND wanted."label" = ANY("present") ORDER BY "position" LIMIT $3) item`,
    [setId, labels, most],
  );
  return rows;
}

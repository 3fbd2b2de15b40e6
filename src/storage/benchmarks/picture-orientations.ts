import type { Database } from "../database/database";
import type { PictureOrientation } from "./benchmark-items";

const MAX_NAMES = 5;

export interface OrientationCount {
  readonly orientation: PictureOrientation;
  readonly count: number;
  /** The first of the images. */
  readonly names: readonly string[];
}

/**
 * Counts a set's turned pictures by what their labels were drawn on. A tool shows all pictures in the same way: where
 * every one that tells was drawn on as it is seen, those that do not tell are taken for that first.
 */
export async function settleOrientations({ pool }: Database, setId: string): Promise<OrientationCount[]> {
  await pool.query(
    `UPDATE "BenchmarkItem" SET "orientation" = 'AS_SEEN'
     WHERE "setId" = $1 AND "orientation" = 'UNKNOWN'
       AND (SELECT bool_or("orientation" = 'AS_SEEN') AND NOT bool_or("orientation" = 'AS_STORED')
            FROM "BenchmarkItem" WHERE "setId" = $1 AND "orientation" IS NOT NULL)`,
    [setId],
  );
  const { rows } = await pool.query<OrientationCount>(
    `SELECT "orientation", count(*)::int AS "count",
       (array_agg("name" ORDER BY "position"))[1:${MAX_NAMES}] AS "names"
     FROM "BenchmarkItem" WHERE "setId" = $1 AND "orientation" IS NOT NULL GROUP BY "orientation"`,
    [setId],
  );
  return rows;
}

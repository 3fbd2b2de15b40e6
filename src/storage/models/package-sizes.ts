import type { Database } from "../database/database";

/** The bytes of each of these packages; 0 for one that is gone. */
export async function packageSizes({ pool }: Database, hashes: readonly string[]): Promise<number[]> {
  const { rows } = await pool.query<{ sizeBytes: number }>(
    `SELECT coalesce(p."sizeBytes", 0)::float8 AS "sizeBytes"
     FROM unnest($1::text[]) WITH ORDINALITY AS asked("hash", "place")
     LEFT JOIN "Package" p ON p."hash" = asked."hash" ORDER BY "place"`,
    [hashes],
  );
  return rows.map(({ sizeBytes }) => sizeBytes);
}

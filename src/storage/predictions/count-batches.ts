import type { Database } from "../database/database";

/** How many prediction batches were made with each of these vocabularies. */
export async function countBatches({ pool }: Database, vocabularyIds: readonly string[]): Promise<number[]> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(b."id")::int AS "count" FROM unnest($1::uuid[]) WITH ORDINALITY AS asked("id", "place")
     LEFT JOIN "PredictionBatch" b ON b."vocabularyId" = asked."id" GROUP BY asked."place" ORDER BY asked."place"`,
    [vocabularyIds],
  );
  return rows.map(({ count }) => count);
}

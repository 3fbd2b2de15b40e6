import type { TestService } from "./services/test-service";

const TABLES = [
  "Image",
  "Vocabulary",
  "VocabularyLabel",
  "PredictionBatch",
  "Prediction",
  "Work",
  "WorkEvent",
  "Regions",
] as const;

/** How many rows each table has, to see that nothing is half-stored and nothing is left behind. */
export async function countRows({ app }: TestService): Promise<Record<(typeof TABLES)[number], number>> {
  await app.context.regions.settle(); // the cache is written after the answer
  const counts = TABLES.map((table) => `(SELECT count(*)::int FROM "${table}") AS "${table}"`);
  const { rows } = await app.context.db.pool.query(`SELECT ${counts.join(", ")}`);
  return rows[0];
}

import type { Database } from "../database/database";
import type { PredictionRow } from "./predictions";

/** Of some images, the newest finished prediction of each: with a vocabulary, or with any. */
export async function newestPredictions(
  { pool }: Database,
  imageIds: readonly string[],
  vocabularyId: string | null,
): Promise<Map<string, PredictionRow>> {
  const { rows } = await pool.query<PredictionRow>(
    `SELECT DISTINCT ON ("imageId") * FROM "Prediction"
     WHERE "imageId" = ANY($1::uuid[]) AND "state" = 'DONE' AND ($2::uuid IS NULL OR "vocabularyId" = $2)
     ORDER BY "imageId", "id" DESC`,
    [imageIds, vocabularyId],
  );
  return new Map(rows.map((row) => [row.imageId, row]));
}

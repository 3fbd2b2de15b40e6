import type { Database } from "../database/database";
import { storableTexts } from "../database/storable-texts";
import type { ImageCorrection } from "../generated/client";
import { tagKey } from "./tag-key";

/** A label that a person says is not in an image. */
export type CorrectionRow = Omit<ImageCorrection, "labelKey">;

/** The images in which each of some labels is not, as people said, in upper or lower case; no entry where none is. */
export async function correctedImageIds(
  { pool }: Database,
  labels: readonly string[],
): Promise<Map<string, string[]>> {
  const keys = storableTexts([...new Set(labels.map(tagKey))]);
  const { rows } = await pool.query<{ labelKey: string; imageIds: string[] }>(
    `SELECT "labelKey", array_agg("imageId"::text) AS "imageIds" FROM "ImageCorrection"
     WHERE "labelKey" = ANY($1::text[]) GROUP BY "labelKey"`,
    [keys],
  );
  const found = new Map(rows.map(({ labelKey, imageIds }) => [labelKey, imageIds]));
  return new Map(
    labels.flatMap((label) => {
      const imageIds = found.get(tagKey(label));
      return imageIds ? [[label, imageIds] as const] : [];
    }),
  );
}

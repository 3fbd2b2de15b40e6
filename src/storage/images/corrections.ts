import type { Database } from "../database/database";
import { storableTexts } from "../database/storable-texts";
import type { ImageCorrection } from "../generated/client";
import { changeTags } from "./change-tags";
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

/** The corrections of some images, in alphabetical order. */
export async function findCorrections(
  { pool }: Database,
  imageIds: readonly string[],
): Promise<CorrectionRow[]> {
  const { rows } = await pool.query<CorrectionRow>(
    `SELECT "imageId", "label", "createdAt" FROM "ImageCorrection" WHERE "imageId" = ANY($1::uuid[])
     ORDER BY "imageId", "labelKey"`,
    [imageIds],
  );
  return rows;
}

/** Says that a label is not in images, and takes a tag of the same word off them; how many that is new for. */
export function correct(db: Database, imageIds: readonly string[], label: string): Promise<number> {
  const key = tagKey(label);
  return changeTags(db, imageIds, async (client) => {
    await client.query(`DELETE FROM "ImageTag" WHERE "imageId" = ANY($1::uuid[]) AND "tagKey" = $2`, [
      imageIds,
      key,
    ]);
    const { rowCount } = await client.query(
      `INSERT INTO "ImageCorrection" ("imageId", "labelKey", "label")
       SELECT "id", $2, $3 FROM "Image" WHERE "id" = ANY($1::uuid[]) ON CONFLICT DO NOTHING`,
      [imageIds, key, label],
    );
    return rowCount!;
  });
}

/** Takes back what `correct` said; of how many images. */
export function withdrawCorrection(
  db: Database,
  imageIds: readonly string[],
  label: string,
): Promise<number> {
  return changeTags(db, imageIds, async (client) => {
    const { rowCount } = await client.query(
      `DELETE FROM "ImageCorrection" WHERE "imageId" = ANY($1::uuid[]) AND "labelKey" = $2`,
      [imageIds, tagKey(label)],
    );
    return rowCount!;
  });
}

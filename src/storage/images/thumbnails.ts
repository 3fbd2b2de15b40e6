import { escapeLiteral } from "pg";
import { copyRows } from "../database/copy-rows";
import type { Database } from "../database/database";

/** What all kept thumbnails may take: some 400,000 of 256 pixels. */
export const MOST_THUMBNAIL_BYTES = 4 * 1024 ** 3;

/** The thumbnail of an image that was kept at a width; null if none was. */
export async function findThumbnail(
  { pool }: Database,
  imageId: string,
  width: number,
): Promise<Buffer<ArrayBuffer> | null> {
  const rows = await copyRows(
    pool,
    `SELECT "bytes" FROM "Thumbnail" WHERE "imageId" = ${escapeLiteral(imageId)} AND "width" = ${width}`,
  );
  const bytes = rows[0]?.[0];
  return bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : null;
}

/** Keeps a thumbnail, unless its image was just deleted or another caller was first. */
export async function keepThumbnail(
  { pool }: Database,
  imageId: string,
  width: number,
  bytes: Uint8Array,
): Promise<void> {
  await pool.query({
    name: "keep-thumbnail",
    text: `INSERT INTO "Thumbnail" ("imageId", "width", "bytes")
      SELECT "id", $2, $3 FROM "Image" WHERE "id" = $1 FOR KEY SHARE ON CONFLICT DO NOTHING`,
    values: [imageId, width, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)],
  });
}

/** Removes the oldest thumbnails as far as all together take too much. */
export async function trimThumbnails(
  { pool }: Pick<Database, "pool">,
  maxBytes = MOST_THUMBNAIL_BYTES,
): Promise<void> {
  await pool.query(
    `DELETE FROM "Thumbnail" t USING (
       SELECT "imageId", "width", sum(octet_length("bytes")) OVER (ORDER BY "createdAt" DESC, "imageId", "width") AS "kept"
       FROM "Thumbnail") old
     WHERE old."kept" > $1 AND t."imageId" = old."imageId" AND t."width" = old."width"`,
    [maxBytes],
  );
}

import type { Database } from "../database/database";
import { isForeignKeyViolation } from "../database/storage-errors";

/** A file as it was when it was read. */
export interface ImageFileRow {
  /** The SHA-256 of its path on its host. */
  readonly key: string;
  /** Size, modification time and inode. */
  readonly state: string;
}

/** Of some files, those that were read before and whose images are still stored: their states, by their keys. */
export async function findImageFiles(
  { pool }: Database,
  keys: readonly string[],
): Promise<Map<string, { readonly state: string; readonly imageId: string }>> {
  const { rows } = await pool.query<ImageFileRow & { imageId: string }>({
    name: "image-files",
    text: `SELECT f."key", f."state", f."imageId" FROM "ImageFile" f
      JOIN "Image" i ON i."id" = f."imageId" AND i."addedByPerson" WHERE f."key" = ANY($1)`,
    values: [keys],
  });
  return new Map(rows.map(({ key, ...file }) => [key, file]));
}

/** Remembers the state in which a file was read; not if its image was just deleted. */
export async function recordImageFile(
  { pool }: Database,
  { key, state, imageId }: ImageFileRow & { readonly imageId: string },
): Promise<void> {
  await pool
    .query({
      name: "record-image-file",
      text: `INSERT INTO "ImageFile" ("key", "state", "imageId") VALUES ($1, $2, $3)
        ON CONFLICT ("key") DO UPDATE SET "state" = $2, "imageId" = $3`,
      values: [key, state, imageId],
    })
    .catch((error: unknown) => {
      if (!isForeignKeyViolation(error)) throw error;
    });
}

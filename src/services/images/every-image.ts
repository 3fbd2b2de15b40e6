import type { Database } from "../../storage/database/database";
import type { ImageRow } from "../../storage/images/images";
import { type ImageFilter, type ImageOrder, listImages } from "../../storage/images/list-images";

const IMAGES_PER_READ = 100;

/** The images that meet a filter, in pages. */
export async function* everyImage(
  db: Database,
  filter: ImageFilter,
  order: ImageOrder,
): AsyncGenerator<ImageRow[]> {
  for (let after: string | undefined; ; ) {
    const { rows, cursors, hasNextPage } = await listImages(
      db,
      { first: IMAGES_PER_READ, after },
      filter,
      order,
    );
    if (rows.length > 0) yield rows;
    if (!hasNextPage) return;
    after = cursors.at(-1);
  }
}

/** A person's images: those below a folder of their paths, those with a tag, or all. */
export const ownImages = (
  db: Database,
  { folder, tag }: Pick<ImageFilter, "folder" | "tag">,
): AsyncGenerator<ImageRow[]> =>
  everyImage(db, { addedByPerson: true, folder, tag }, { by: "PATH", direction: "ASC" });

import { fromGlobalId } from "../../services/global-id";
import { addImage } from "../../services/images/add-image";
import { readPicture } from "../../services/images/read-picture";
import { removeUnusedImages } from "../../services/remove";
import { isFile } from "../option-values";
import type { Workplace } from "../with-database";

/** A picture that others are compared with. */
export interface LikePicture {
  readonly imageId: string;
  /** Whether it is stored for this search alone, and none of what can be found. */
  readonly isGuest: boolean;
}

/** Runs `work` with the picture of a file or an id; one that was not stored is stored meanwhile. */
export async function withLike<T>(
  { db }: Pick<Workplace, "db">,
  given: string | undefined,
  work: (like: LikePicture | null) => Promise<T>,
): Promise<T> {
  if (given === undefined) return work(null);
  if (!(await isFile(given))) return work({ imageId: fromGlobalId("Image", given), isGuest: false });
  const bytes = await readPicture(given);
  const { image, alreadyStored } = await addImage(db, { bytes, addedByPerson: false });
  try {
    return await work({ imageId: image.id, isGuest: !alreadyStored });
  } finally {
    if (!alreadyStored) await removeUnusedImages(db, [image.id]);
  }
}

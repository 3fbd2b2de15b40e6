import { RegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import { correct, withdrawCorrection } from "../../storage/images/corrections";
import { type TagOrigin, tagByHand, untag } from "../../storage/images/image-tags";
import { type ChangedImages, type ChosenImages, changeChosen } from "./chosen-images";
import { cleanTags, cleanWord } from "./clean-tags";

/** Puts tags on images by hand; a correction of the same word is withdrawn. */
export async function tagImages(
  db: Database,
  images: ChosenImages,
  tags: readonly string[],
): Promise<ChangedImages> {
  const cleaned = cleanTags(tags);
  return changeChosen(db, images, (ids) => tagByHand(db, ids, cleaned));
}

/** Which tags to take off: some, or all of one origin, or both. */
export interface TagsToRemove {
  readonly tags: readonly string[] | null;
  readonly origin: TagOrigin | null;
}

/** Takes tags off images. INVALID_INPUT unless it is said which. */
export async function untagImages(
  db: Database,
  images: ChosenImages,
  { tags, origin }: TagsToRemove,
): Promise<ChangedImages> {
  if (tags === null && origin === null)
    throw new RegionaryError("INVALID_INPUT", "Say which tags to remove: `tags`, an `origin`, or both.");
  const which = { tags: tags && cleanTags(tags), origin };
  return changeChosen(db, images, (ids) => untag(db, ids, which));
}

/** Says that a label is not in images; a tag of the same word is taken off. */
export async function correctImages(
  db: Database,
  images: ChosenImages,
  label: string,
): Promise<ChangedImages> {
  const cleaned = cleanWord("label", label);
  return changeChosen(db, images, (ids) => correct(db, ids, cleaned));
}

/** Takes back that a label is not in images. */
export async function withdrawCorrections(
  db: Database,
  images: ChosenImages,
  label: string,
): Promise<ChangedImages> {
  const cleaned = cleanWord("label", label);
  return changeChosen(db, images, (ids) => withdrawCorrection(db, ids, cleaned));
}

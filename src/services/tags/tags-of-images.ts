import type { Database } from "../../storage/database/database";
import { findImageTags, type TagOrigin } from "../../storage/images/image-tags";

/** The tags of some images, by the images' ids; an image without one has no entry. */
export async function tagsOfImages(
  db: Database,
  imageIds: readonly string[],
): Promise<Map<string, { readonly tag: string; readonly origin: TagOrigin }[]>> {
  const found = new Map<string, { tag: string; origin: TagOrigin }[]>();
  for (const { imageId, tag, origin } of await findImageTags(db, imageIds)) {
    const tags = found.get(imageId) ?? [];
    found.set(imageId, tags);
    tags.push({ tag, origin });
  }
  return found;
}

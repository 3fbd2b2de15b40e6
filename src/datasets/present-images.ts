import { findImage } from "./image-path";
import type { ListedImage } from "./image-set";
import { invalidDataset, type Place, quoted } from "./invalid-dataset";

/** An image that a set lists, and the names that its file may have in the folder. */
export interface WantedImage extends Omit<ListedImage, "file"> {
  readonly files: readonly string[];
  readonly place: Place;
}

/** What to do with images that are listed but not in the folder. */
export type MissingImages = "refuse" | "leave out";

/**
 * The listed images whose files exist, in the list's order. If pictures may have vanished from their web site
 * (`leave out`), a remark says how many are missing; otherwise the first missing one is an error.
 */
export async function presentImages(
  folder: string,
  wanted: readonly WantedImage[],
  missing: MissingImages,
): Promise<{ images: ListedImage[]; remarks: string[] }> {
  const images: ListedImage[] = [];
  let firstMissing: WantedImage | undefined;
  for (const image of wanted) {
    const file = await findImage(folder, image.files, image.place);
    if (file !== null) images.push({ name: image.name, file, index: image.index });
    else firstMissing ??= image;
  }
  if (!firstMissing) return { images, remarks: [] };
  const count = wanted.length - images.length;
  const problem = `${count} of ${wanted.length} images are not in ${folder}, ${quoted(firstMissing.files[0])} the first`;
  if (missing === "refuse" || images.length === 0) {
    const advice = "Put the files there, or have missing images left out where the set allows it.";
    throw invalidDataset(firstMissing.place, problem, advice);
  }
  return { images, remarks: [`${problem}; they are left out.`] };
}

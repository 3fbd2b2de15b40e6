import { createTally, type Remark, remarksOn } from "../remark";
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
 * The listed images whose files exist, in the list's order. If those that are missing may be left out (pictures
 * vanish from web sites, labels are cut out of larger sets), a remark says how many they are; otherwise the first
 * missing one is an error, and so it is if none is there.
 */
export async function presentImages(
  folder: string,
  wanted: readonly WantedImage[],
  missing: MissingImages = "refuse",
): Promise<{ images: ListedImage[]; remarks: Remark[] }> {
  const images: ListedImage[] = [];
  let firstMissing: WantedImage | undefined;
  const tally = createTally();
  for (const image of wanted) {
    const file = await findImage(folder, image.files, image.place);
    if (file !== null) {
      images.push({ name: image.name, file, index: image.index });
      continue;
    }
    firstMissing ??= image;
    tally.add(() => image.files[0]!);
  }
  if (!firstMissing) return { images, remarks: [] };
  const count = wanted.length - images.length;
  const problem = `${count} of ${wanted.length} images are not in ${folder}, ${quoted(firstMissing.files[0])} the first`;
  if (missing === "refuse" || images.length === 0) {
    const advice =
      images.length === 0
        ? "Give the folder that has the files."
        : "Put the files there, or leave missing images out: --missing-images skip.";
    throw invalidDataset(firstMissing.place, problem, advice);
  }
  return {
    images,
    remarks: remarksOn("MISSING_PICTURES", tally, () => `${problem}; they are left out.`),
  };
}

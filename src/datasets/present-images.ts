import { createTally, type Remark, remarksOn } from "../remark";
import { createImageFinder, type FoundImage } from "./image-finder";
import type { ListedImage } from "./image-set";
import { invalidDataset, type Place, quoted } from "./invalid-dataset";

/** An image that a set lists, and the names that its file may have in the folder. */
export interface WantedImage extends Omit<ListedImage, "file" | "name"> {
  /** In the set; by default as its file is called. */
  readonly name?: string;
  readonly files: readonly string[];
  /** Extensions that may be missing at the end of the first name; two files that differ in it alone are two pictures. */
  readonly extensions?: readonly string[];
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
  const [gone, shortened] = [createTally(), createTally()];
  const find = createImageFinder(folder);
  const taken = new Map<string, Place>();
  for (const { name, files, extensions, place, index } of wanted) {
    let found: FoundImage | null = null;
    for (const file of files) found ??= await find(file, place);
    if (extensions) found ??= await findWithExtension(find, files[0]!, extensions, place);
    if (found === null) {
      firstMissing ??= { name, files, place, index };
      gone.add(() => files[0]!);
      continue;
    }
    refuseTaken(taken, found, place);
    if (found.isShortened) shortened.add(() => files[0]!);
    images.push({ name: name ?? found.name, file: found.file, index });
  }
  const remarks = remarksOn(
    "SHORTENED_PATHS",
    shortened,
    (count) => `${count} of ${wanted.length} pictures were found by the end of their path.`,
  );
  if (!firstMissing) return { images, remarks };
  const count = wanted.length - images.length;
  const problem = `${count} of ${wanted.length} images are not in ${folder}, ${quoted(firstMissing.files[0])} the first`;
  if (missing === "refuse" || images.length === 0) {
    const advice =
      images.length === 0
        ? "Give the folder that has the files."
        : "Put the files there, or leave missing images out: --missing-images skip.";
    throw invalidDataset(firstMissing.place, problem, advice);
  }
  const left = remarksOn("MISSING_PICTURES", gone, () => `${problem}; they are left out.`);
  return { images, remarks: [...remarks, ...left] };
}

async function findWithExtension(
  find: (name: string, place: Place) => Promise<FoundImage | null>,
  name: string,
  extensions: readonly string[],
  place: Place,
): Promise<FoundImage | null> {
  const found = new Map<string, FoundImage>();
  for (const extension of extensions) {
    const image = await find(`${name}.${extension}`, place);
    if (image) found.set(image.file, image);
  }
  const [one, other] = found.values();
  if (other) {
    const problem = `both ${quoted(one!.name)} and ${quoted(other.name)} may be ${quoted(name)}`;
    throw invalidDataset(place, problem, "Write the name with its extension.");
  }
  return one ?? null;
}

/** A picture that is listed twice, be it by two spellings of its name, would be two images with labels of their own. */
function refuseTaken(taken: Map<string, Place>, { name, file }: FoundImage, place: Place): void {
  const earlier = taken.get(file);
  if (earlier) {
    const problem = `it is the picture ${quoted(name)}, as ${earlier.at} is`;
    throw invalidDataset(place, problem, "Put their labels together, or leave one of them out.");
  }
  taken.set(file, place);
}

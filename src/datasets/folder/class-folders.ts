import { readdir } from "node:fs/promises";
import path from "node:path";
import { invalidDataset } from "../invalid-dataset";
import { FolderLabels, setLabel } from "./folder-labels";
import { refuseForeignFolder } from "./foreign-annotations";

const PICTURE = /\.(?:jpe?g|png|webp|gif|tiff?|avif|bmp|heic|heif)$/i;
/** Hidden files, and what a NAS and macOS put beside pictures: previews of them, and their forks. */
const BESIDE = /^(?:\..*|@eaDir|__MACOSX)$/;
const SPLIT = /^(?:train|training|val|valid|validation|test|testing|images)$/i;

/**
 * The labels of a folder that has no file of them but a folder of pictures for each class, whose name is their label.
 * INVALID_DATASET for any other.
 */
export async function readClassFolders(folder: string): Promise<FolderLabels> {
  const names = (await namesBelow(folder)).filter(
    (name) => !name.split("/").some((step) => BESIDE.test(step)),
  );
  refuseForeignFolder(folder, names);
  const pictures = names.filter((name) => PICTURE.test(name)).sort();
  const classes = [...new Set(pictures.map((name) => name.split("/")[0]!))];
  const split = classes.find((name) => SPLIT.test(name));
  if (split !== undefined) {
    const problem = `expected a labels.json or a labels.csv, but it has the pictures of ${classes.join(", ")} in folders`;
    throw invalidDataset({ file: folder }, problem, `Give one of them, such as ${path.join(folder, split)}.`);
  }
  if (pictures.length === 0 || pictures.some((name) => !name.includes("/"))) {
    const problem = "expected a labels.json or a labels.csv, but there is neither";
    const advice =
      "Say which file has the labels, or put the pictures of each label into a folder of its name.";
    throw invalidDataset({ file: folder }, problem, advice);
  }
  const images = new FolderLabels();
  for (const name of pictures) {
    const place = { file: folder, at: name };
    setLabel(images.onlyImage(name, place, []), name.split("/")[0]!, 1, place);
  }
  images.remarks.push({
    code: "CLASS_FOLDERS",
    message: `There is no file of labels: each picture has the name of its folder as its only label, ${classes.length} in all.`,
    count: classes.length,
    examples: classes.slice(0, 5),
  });
  return images;
}

/** Files, with forward slashes. */
async function namesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      throw invalidDataset(
        { file: folder },
        `it cannot be read (${error.code})`,
        "Give the folder of the pictures.",
        error,
      );
    },
  );
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"));
}

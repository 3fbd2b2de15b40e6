import { readdir } from "node:fs/promises";
import path from "node:path";

const PICTURE = /\.(?:jpe?g|png|webp|gif|tiff?|avif|bmp|heic|heif)$/i;

/** The files of an unpacked set. */
export interface SetFiles {
  /** Where the set itself begins: below folders that hold nothing but one other. */
  readonly root: string;
  /** Below the root, with forward slashes, sorted. */
  readonly names: readonly string[];
  /** The deepest folder that has all pictures. */
  readonly pictures: string;
}

/** Looks at what was unpacked into a folder. */
export async function setFiles(folder: string): Promise<SetFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const all = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep))
    .sort();
  const shared = sharedFolder(all);
  // A folder of pictures alone may be the class that they all have.
  const holdsPictures = all.every((steps) => steps.length === shared.length + 1 && isPicture(steps.at(-1)!));
  const depth = holdsPictures ? Math.max(0, shared.length - 1) : shared.length;
  const names = all.map((steps) => steps.slice(depth).join("/"));
  const pictures = sharedFolder(names.filter(isPicture).map((name) => name.split("/")));
  const root = path.join(folder, ...shared.slice(0, depth));
  return { root, names, pictures: path.join(root, ...pictures) };
}

export const isPicture = (name: string): boolean => PICTURE.test(name);

/** The steps that the folders of all files begin with. */
function sharedFolder(files: readonly (readonly string[])[]): string[] {
  let shared = files[0]?.slice(0, -1) ?? [];
  for (const steps of files) {
    const differs = shared.findIndex((step, index) => step !== steps[index] || index >= steps.length - 1);
    if (differs !== -1) shared = shared.slice(0, differs);
  }
  return shared;
}

import { readdir, stat } from "node:fs/promises";
import path from "node:path";

const PICTURE = /\.(jpe?g|jpe|jfif|png|webp|gif|tiff?|avif|bmp|heic|heif)$/i;

interface FoundPictures {
  /** The files to be read as pictures, in order. */
  readonly files: readonly string[];
  /** How many other files are beside them. */
  readonly passedOver: number;
  /** Why directories could not be looked into. */
  readonly unreadable: ReadonlyMap<string, string>;
}

/**
 * Looks through directories, and those in them, for files with a picture's extension; a file that is named
 * itself is taken whatever it is called, even if it does not exist. Hidden files and directories are passed
 * over, and directories behind links not entered.
 */
export async function findPictures(paths: readonly string[]): Promise<FoundPictures> {
  const files = new Set<string>();
  const unreadable = new Map<string, string>();
  let passedOver = 0;
  const entriesOf = (directory: string) =>
    readdir(directory, { withFileTypes: true }).catch(({ message }: NodeJS.ErrnoException) => {
      unreadable.set(directory, `It cannot be read: ${message}.`);
      return [];
    });
  const search = async (directory: string): Promise<void> => {
    const entries = await entriesOf(directory);
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const file = path.join(directory, entry.name);
      if (entry.name.startsWith(".")) continue;
      if (entry.isDirectory()) await search(file);
      else if (PICTURE.test(entry.name) && (entry.isFile() || (await isFileBehindLink(file))))
        files.add(file);
      else passedOver++;
    }
  };
  for (const given of paths) {
    const stats = await stat(given).catch(() => null);
    if (stats?.isDirectory()) await search(given);
    else files.add(given);
  }
  return { files: [...files], passedOver, unreadable };
}

async function isFileBehindLink(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null))?.isFile() ?? false;
}

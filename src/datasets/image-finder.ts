import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { namesInFolder } from "./image-path";
import { invalidDataset, type Place, quoted } from "./invalid-dataset";

export interface FoundImage {
  /** Below the folder, with forward slashes and composed accents. */
  readonly name: string;
  readonly file: string;
  /** Whether only the end of the path that was given is there. */
  readonly isShortened: boolean;
}

/** What the system answers if there is no such file; a name of 255 characters may have too many bytes for it. */
const NOTHING_THERE = new Set(["ENOENT", "ENOTDIR", "ENAMETOOLONG"]);

/**
 * Finds pictures below a folder by the names that files of sets give them: as they are, by the tail of a path of
 * another machine, and, where just one fits, whatever their case, the composition of their accents and blanks around
 * them. INVALID_DATASET where two fit. Nothing outside the folder is looked at.
 */
export function createImageFinder(folder: string) {
  const ownSteps = path.resolve(folder).split(path.sep);
  const listings = new Map<string, Promise<ReadonlyMap<string, readonly string[]>>>();

  async function isFile(name: string, place: Place): Promise<boolean> {
    try {
      return (await stat(path.join(folder, ...name.split("/")))).isFile();
    } catch (error) {
      return nothingThere(error, name, place);
    }
  }

  /** The entries of a folder below, by their folded names. */
  function entriesOf(name: string, place: Place) {
    let listing = listings.get(name);
    if (!listing) {
      listing = readdir(path.join(folder, name)).then(byFoldedName, (error: unknown) => {
        nothingThere(error, name, place);
        return new Map();
      });
      listings.set(name, listing);
    }
    return listing;
  }

  /** The files whose names differ from this one in case and composition at most. */
  async function alike(name: string, place: Place): Promise<string[]> {
    let found = [""];
    for (const step of name.split("/")) {
      const next = found.map(async (parent) => {
        const entries = (await entriesOf(parent, place)).get(folded(step)) ?? [];
        return entries.map((entry) => path.posix.join(parent, entry));
      });
      found = (await Promise.all(next)).flat();
    }
    const files = await Promise.all(found.map((file) => isFile(file, place)));
    return found.filter((_, index) => files[index]);
  }

  function nothingThere(error: unknown, name: string, place: Place): false {
    const { code } = error as NodeJS.ErrnoException;
    if (code && NOTHING_THERE.has(code)) return false;
    const advice = "Look at the folder, its links and its permissions.";
    throw invalidDataset(place, `${quoted(name)} cannot be looked up in ${folder} (${code})`, advice, error);
  }

  return async (given: string, place: Place): Promise<FoundImage | null> => {
    const [surest, ...names] = namesInFolder(given, ownSteps);
    const found = (name: string, isShortened: boolean) => ({
      name: path.posix.normalize(name).normalize("NFC"),
      file: path.join(folder, ...name.split("/")),
      isShortened,
    });
    if (await isFile(surest!, place)) return found(surest!, false);
    for (const name of [surest!, ...names]) {
      const isShortened = name.length < surest!.length;
      for (const form of new Set([name, name.trim()])) {
        if (await isFile(form, place)) return found(form, isShortened);
        const files = await alike(form, place);
        const composed = files.filter((file) => file.normalize("NFC") === form.normalize("NFC"));
        const [file, other] = composed.length > 0 ? composed : files;
        if (other !== undefined) {
          const problem = `both ${quoted(file)} and ${quoted(other)} in ${folder} may be ${quoted(given)}`;
          throw invalidDataset(place, problem, "Give the name as the folder has it.");
        }
        if (file !== undefined) return found(file, isShortened);
      }
    }
    return null;
  };
}

function byFoldedName(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const entries = new Map<string, string[]>();
  for (const name of names) {
    const alike = entries.get(folded(name));
    if (alike) alike.push(name);
    else entries.set(folded(name), [name]);
  }
  return entries;
}

function folded(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

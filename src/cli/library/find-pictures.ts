import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { kindOfFile } from "./kind-of-file";
import type { ListedPath } from "./listed-paths";
import { createTally, type Tally } from "./passed-over";
import { joinRaw, type RawPath, shown } from "./raw-path";

/** What a NAS keeps its previews of pictures in. */
const PREVIEWS = "@eaDir";

/** A file to be read as a picture. */
export interface FoundFile {
  readonly file: RawPath;
  /** Its path for people, as it was given or found. */
  readonly shown: string;
  /** Its path below the directory that was given, with slashes; of a file that was named itself, as it was given. */
  readonly below: string;
  /** Whether it was named itself, and not found in a directory. */
  readonly wasNamed: boolean;
  /** What another program calls it. */
  readonly externalId?: string;
}

interface FoundPictures {
  /** In order, each once. */
  readonly files: readonly FoundFile[];
  readonly passedOver: Tally;
  /** Why directories could not be looked into. */
  readonly unreadable: ReadonlyMap<string, string>;
}

/**
 * Looks through directories, and those in them, for pictures: files with a picture's extension, and others
 * that begin like one. A file that is named itself is taken whatever it is, even if it does not exist. Hidden files and
 * directories are passed over, and directories behind links not entered, so that links in a circle do no harm.
 */
export async function findPictures(
  paths: readonly (string | ListedPath)[],
  signal?: AbortSignal,
): Promise<FoundPictures> {
  const files = new Map<string, FoundFile>();
  const unreadable = new Map<string, string>();
  const passedOver = createTally();
  const add = (found: FoundFile) => {
    const key = path.resolve(found.shown);
    if (!files.has(key)) files.set(key, found);
  };
  const entriesOf = (directory: RawPath) =>
    readdir(directory, { withFileTypes: true, encoding: "buffer" }).catch((error: NodeJS.ErrnoException) => {
      // One that vanished meanwhile has no pictures anymore.
      if (error.code !== "ENOENT") unreadable.set(shown(directory), `It cannot be read: ${error.message}.`);
      return [];
    });
  const search = async (directory: RawPath, below: string): Promise<void> => {
    signal?.throwIfAborted();
    const entries = await entriesOf(directory);
    entries.sort((a, b) => Buffer.compare(a.name, b.name));
    for (const entry of entries) {
      const name = shown(entry.name);
      const file = joinRaw(directory, entry.name);
      const place = below === "" ? name : `${below}/${name}`;
      const isFolder = entry.isDirectory();
      if (name.startsWith(".")) passedOver.add(isFolder ? "hidden folder" : "hidden file");
      else if (isFolder && name === PREVIEWS) passedOver.add(`${PREVIEWS} folder`);
      else if (isFolder) await search(file, place);
      else {
        const kind = await kindOfEntry(file, name, entry);
        if (kind !== "picture") passedOver.add(kind);
        else add({ file, shown: shown(file), below: place, wasNamed: false });
      }
    }
  };
  for (const given of paths) {
    const { file, ...names } = typeof given === "string" ? { file: given } : given;
    const stats = await stat(file).catch(() => null);
    if (stats?.isDirectory()) await search(file, "");
    else add({ file, shown: shown(file), below: placeOfNamed(shown(file)), wasNamed: true, ...names });
  }
  return { files: [...files.values()], passedOver, unreadable };
}

async function kindOfEntry(
  file: RawPath,
  name: string,
  entry: { isFile(): boolean; isSymbolicLink(): boolean },
): Promise<string> {
  if (entry.isFile()) return kindOfFile(file, name);
  if (!entry.isSymbolicLink()) return "special file";
  const stats = await stat(file).catch(() => null);
  if (stats === null) return "broken link";
  if (stats.isDirectory()) return "folder link";
  return stats.isFile() ? kindOfFile(file, name) : "special file";
}

/** As it was given, unless that leads somewhere else from the root or upwards: then its name alone. */
function placeOfNamed(given: string): string {
  const normal = path.normalize(given);
  const isBelow = !path.isAbsolute(normal) && normal.split(path.sep)[0] !== "..";
  return isBelow ? normal.split(path.sep).join("/") : path.basename(normal);
}

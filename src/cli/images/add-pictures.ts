import path from "node:path";
import { settleAll } from "../../batcher/settle-all";
import { isRegionaryError } from "../../errors";
import { addImage } from "../../services/images/add-image";
import { rememberFile, unchangedFiles } from "../../services/images/known-files";
import { readPicture } from "../../services/images/read-picture";
import { type FileState, fileState } from "../library/file-state";
import type { FoundFile } from "../library/find-pictures";
import type { Workplace } from "../with-database";

/** One is decoded while the next are read and others stored. */
const FILES_AT_ONCE = 4;
const MAX_NAME = 255;
const MAX_PATH = 1_024;
const REFUSALS = new Set(["INVALID_IMAGE", "IMAGE_TOO_LARGE", "INVALID_INPUT", "NOT_FOUND"]);

interface Outcome {
  readonly added: number;
  readonly alreadyStored: number;
  /** Files that were found and then gone. */
  readonly vanished: number;
  /** Why each of some files was refused, in the order of the files. */
  readonly refusals: readonly { readonly file: FoundFile; readonly reason: string }[];
  /** The images' ids in the database, in the order of the files; null where there is none. */
  readonly imageIds: readonly (string | null)[];
}

/**
 * Stores picture files; one that is refused does not stop the others. A file that is as it was when it was last read
 * is not read again.
 */
export async function addPictures(
  { db, signal }: Pick<Workplace, "db" | "signal">,
  files: readonly FoundFile[],
  onProgress: (done: number) => void,
): Promise<Outcome> {
  const states: (FileState | null)[] = [];
  for (const { file, externalId } of files)
    states.push(externalId === undefined ? await fileState(file) : null);
  signal.throwIfAborted();
  const known = await unchangedFiles(
    db,
    states.filter((state) => state !== null),
  );
  const imageIds = states.map((state) => (state && known.get(state.key)) ?? null);
  const waiting = files.entries();
  const refusals = new Map<number, string>();
  let [added, alreadyStored, vanished] = [0, imageIds.filter((id) => id !== null).length, 0];
  const addOne = async (place: number, { file, below, externalId }: FoundFile): Promise<void> => {
    const bytes = await readPicture(file);
    const names = { name: nameOf(below), path: below.length <= MAX_PATH ? below : null, externalId };
    const stored = await addImage(db, { bytes, ...names });
    imageIds[place] = stored.image.id;
    if (stored.alreadyStored) alreadyStored++;
    else added++;
    const [before, after] = [states[place], await fileState(file)];
    // Not one that changed while it was read, or may have.
    if (before && after?.state === before.state && before.isSettled)
      await rememberFile(db, before, stored.image.id);
  };
  const worker = async () => {
    for (const [place, found] of waiting) {
      if (imageIds[place] !== null) continue;
      signal.throwIfAborted();
      try {
        await addOne(place, found);
      } catch (error) {
        if (!isRegionaryError(error) || !REFUSALS.has(error.code)) throw error;
        if (error.code === "NOT_FOUND" && !found.wasNamed) vanished++;
        else refusals.set(place, error.message);
      }
      onProgress(added + alreadyStored + vanished + refusals.size);
    }
  };
  await settleAll(Array.from({ length: FILES_AT_ONCE }, worker)); // all, for then the database is closed
  const inOrder = [...refusals].sort(([a], [b]) => a - b);
  return {
    ...{ added, alreadyStored, vanished, imageIds },
    refusals: inOrder.map(([place, reason]) => ({ file: files[place]!, reason })),
  };
}

/** Bytes that are no UTF-8 make a name longer when they are shown. */
const nameOf = (below: string): string => path.posix.basename(below).slice(-MAX_NAME);

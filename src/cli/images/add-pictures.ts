import path from "node:path";
import { settleAll } from "../../batcher/settle-all";
import { isRegionaryError } from "../../errors";
import { addImage } from "../../services/images/add-image";
import { readPicture } from "../../services/images/read-picture";
import type { FoundFile } from "../library/find-pictures";
import type { Workplace } from "../with-database";

/** One is decoded while the next are read and others stored. */
const FILES_AT_ONCE = 4;
const REFUSALS = new Set(["INVALID_IMAGE", "IMAGE_TOO_LARGE", "INVALID_INPUT", "NOT_FOUND"]);

interface Outcome {
  readonly added: number;
  readonly alreadyStored: number;
  /** Files that were found and then gone. */
  readonly vanished: number;
  /** Why each of some files was refused, in the order of the files. */
  readonly refusals: readonly { readonly file: FoundFile; readonly reason: string }[];
}

/** Stores picture files; one that is refused does not stop the others. */
export async function addPictures(
  { db, signal }: Pick<Workplace, "db" | "signal">,
  files: readonly FoundFile[],
  onProgress: (done: number) => void,
): Promise<Outcome> {
  const waiting = files.entries();
  const refusals = new Map<number, string>();
  let [added, alreadyStored, vanished] = [0, 0, 0];
  const addOne = async (found: FoundFile): Promise<void> => {
    const bytes = await readPicture(found.file);
    const stored = await addImage(db, { bytes, name: path.posix.basename(found.below) });
    if (stored.alreadyStored) alreadyStored++;
    else added++;
  };
  const worker = async () => {
    for (const [place, found] of waiting) {
      signal.throwIfAborted();
      try {
        await addOne(found);
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
    ...{ added, alreadyStored, vanished },
    refusals: inOrder.map(([place, reason]) => ({ file: files[place]!, reason })),
  };
}

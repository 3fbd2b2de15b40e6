import type { Database } from "../../storage/database/database";
import { findImageFiles, type ImageFileRow, recordImageFile } from "../../storage/images/image-files";

const FILES_PER_READ = 1_000;

/** The images of those files that are as they were when they were last read, by the files' keys. */
export async function unchangedFiles(
  db: Database,
  files: readonly ImageFileRow[],
): Promise<Map<string, string>> {
  const unchanged = new Map<string, string>();
  for (let at = 0; at < files.length; at += FILES_PER_READ) {
    const part = files.slice(at, at + FILES_PER_READ);
    const known = await findImageFiles(
      db,
      part.map(({ key }) => key),
    );
    for (const { key, state } of part) {
      const before = known.get(key);
      if (before?.state === state) unchanged.set(key, before.imageId);
    }
  }
  return unchanged;
}

/** Remembers that a file, in this state, is a stored image, so that it need not be read again. */
export const rememberFile = (db: Database, file: ImageFileRow, imageId: string): Promise<void> =>
  recordImageFile(db, { ...file, imageId });

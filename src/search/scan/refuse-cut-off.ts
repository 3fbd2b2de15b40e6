import type { FileHandle } from "node:fs/promises";
import { searchFilesCutOff, searchFilesFailure } from "./search-files-failure";

/**
 * Throws STORAGE_UNAVAILABLE for a file that ends before what it is known to hold: what is written behind that would leave
 * zeros between, which nobody could tell from sketches or scores.
 */
export async function refuseCutOff(file: FileHandle, holds: number): Promise<void> {
  const { size } = await file.stat().catch((error: unknown) => {
    throw searchFilesFailure(error);
  });
  if (size < holds) throw searchFilesCutOff(holds, size);
}

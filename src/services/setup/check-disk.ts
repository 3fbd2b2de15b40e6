import { mkdir, statfs } from "node:fs/promises";
import { RegionaryError } from "../../errors";
import { inBytes } from "./in-bytes";

/** What a setup takes while it runs, and what of it stays: the part in the database. */
export interface DiskNeeds {
  readonly downloaded: number;
  readonly converted: number;
  readonly stored: number;
}

/** How many bytes are free where a directory is. */
export async function freeBytes(directory: string): Promise<number> {
  await mkdir(directory, { recursive: true });
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

/**
 * DOWNLOAD_FAILED unless there is room where the data directory is for all of a setup. The database's part counts too,
 * for it is there unless DATABASE_URL names another place.
 */
export function checkDisk({ downloaded, converted, stored }: DiskNeeds, free: number): void {
  const sum = downloaded + converted + stored;
  if (sum <= free) return;
  throw new RegionaryError(
    "DOWNLOAD_FAILED",
    `The data directory's disk must have ${inBytes(sum)} free: ${inBytes(downloaded)} to download and ${inBytes(converted)} converted, both removed in the end, and ${inBytes(stored)} in the database. It has ${inBytes(free)}. Make room, then ask again; until then nothing is downloaded.`,
  );
}

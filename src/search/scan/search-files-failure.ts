import { isRegionaryError, RegionaryError } from "../../errors";

/** What a person is told when this host's copy of an index cannot be written or read. */
export function searchFilesFailure(error: unknown): RegionaryError {
  if (isRegionaryError(error)) return error;
  const code = codeOf(error);
  const told =
    code === "ENOSPC" || code === "EDQUOT"
      ? `Expected room for this host's search files; the disk of the data directory is full (${code}). Make room, then search again: nothing is lost.`
      : `Expected to read and write this host's search files; it failed (${code}). Look at the disk of the data directory. The folder "search" there may be deleted while the service is stopped: it is made again from the database.`;
  return new RegionaryError("STORAGE_UNAVAILABLE", told, {}, { cause: error });
}

/** The same once what was written did not reach the disk: these files are not written any more. */
export function searchFilesUnflushed(error: unknown): RegionaryError {
  return new RegionaryError(
    "STORAGE_UNAVAILABLE",
    `Expected to bring this host's search files to the disk; it failed (${codeOf(error)}). Look at the disk of the data directory, and make room if it is full; then restart the service: nothing is lost.`,
    {},
    { cause: error },
  );
}

/** The same for files that end before what they are known to hold. */
export function searchFilesCutOff(expected: number, found: number): RegionaryError {
  return new RegionaryError(
    "STORAGE_UNAVAILABLE",
    `Expected ${expected} bytes in this host's search files, found ${found}: somebody cut them off or deleted them. Restart the service: they are made again from the database.`,
  );
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | undefined)?.code ?? String(error);
}

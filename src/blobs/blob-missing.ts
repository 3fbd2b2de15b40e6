import { RegionaryError } from "../errors";

/** What is thrown where the bytes that a row names are not in the store, or not as they were. */
export function blobMissing(hash: string): RegionaryError {
  return new RegionaryError(
    "BLOB_MISSING",
    `The stored bytes ${hash} are missing or damaged: something other than Regionary changed them. Restore them from a backup.`,
  );
}

import { RegionaryError } from "../errors";

/** The error if the bytes that a row names are missing from the store, or damaged. */
export function blobMissing(hash: string): RegionaryError {
  return new RegionaryError(
    "BLOB_MISSING",
    `The stored bytes ${hash} are missing or damaged: something other than Regionary changed them. Restore them from a backup.`,
  );
}

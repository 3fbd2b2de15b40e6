import { RegionaryError } from "../../../errors";

/** What is thrown where scores that a complete run measured cannot be read. */
export function lostScores(): RegionaryError {
  return new RegionaryError(
    "BLOB_MISSING",
    "Scores of the run are missing or damaged in the store: its report stays, but for this the run must be made anew, or the scores restored from a backup.",
  );
}

import { RegionaryError } from "../../../errors";

/** The error where the scores of a complete run cannot be read. */
export function lostScores(): RegionaryError {
  return new RegionaryError(
    "BLOB_MISSING",
    "Scores of the run are missing or damaged in the database. Its report is still there; for anything else, run the evaluation again or restore the scores from a backup.",
  );
}

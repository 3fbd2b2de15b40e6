import { RegionaryError } from "../../../errors";

/** What is thrown where files that a run measured cannot be read. */
export function lostFiles(): RegionaryError {
  return new RegionaryError(
    "NOT_FOUND",
    "Files of the run are missing or damaged, or on another host: its report stays, but for this it must be run anew.",
  );
}

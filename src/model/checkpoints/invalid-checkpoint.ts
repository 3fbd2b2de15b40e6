import { RegionaryError } from "../../errors";

/** An INVALID_CHECKPOINT error, whose message always begins in the same way. */
export function invalid(reason: string): RegionaryError {
  return new RegionaryError("INVALID_CHECKPOINT", `This checkpoint cannot be read: ${reason}.`);
}

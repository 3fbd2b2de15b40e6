import { RegionaryError } from "../../errors";

/** An INVALID_CHECKPOINT error whose message begins alike whatever is at fault. */
export function invalid(reason: string): RegionaryError {
  return new RegionaryError("INVALID_CHECKPOINT", `This checkpoint cannot be read: ${reason}.`);
}

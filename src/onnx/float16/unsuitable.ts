import { RegionaryError } from "../../errors";

/** The FLOAT16_UNSUITABLE error: what prevents it, and what happens instead. */
export function unsuitable(reason: string): RegionaryError {
  return new RegionaryError(
    "FLOAT16_UNSUITABLE",
    `The model cannot be computed in half precision: ${reason}. It runs in float32 as it is.`,
  );
}

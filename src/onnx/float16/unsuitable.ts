import { RegionaryError } from "../../errors";

/** The FLOAT16_UNSUITABLE error: what stands in the way, and what a person can do. */
export function unsuitable(reason: string): RegionaryError {
  return new RegionaryError(
    "FLOAT16_UNSUITABLE",
    `The model cannot be computed in half precision: ${reason}. It runs in float32 as it is.`,
  );
}

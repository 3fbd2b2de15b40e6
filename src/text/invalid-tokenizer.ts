import path from "node:path";
import { RegionaryError } from "../errors";

/** INVALID_CHECKPOINT for a tokenizer's file, such as an error page that was saved in its place. */
export function invalidTokenizer(
  file: string,
  expected: string,
  got: string,
  cause?: unknown,
): RegionaryError {
  return new RegionaryError(
    "INVALID_CHECKPOINT",
    `${path.basename(file)} cannot be used as a tokenizer: expected ${expected}; got ${got}. Take the file from where the model's weights come from.`,
    {},
    { cause },
  );
}

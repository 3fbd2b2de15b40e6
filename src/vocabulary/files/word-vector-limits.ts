import { RegionaryError } from "../../errors";

/** More than any published set has (300 to 4,096); a file that claims more is damaged or hostile. */
export const MAX_DIMENSIONS = 16_384;
/** The most bytes of a line or word that the reader holds. */
export const MAX_LINE_BYTES = 1024 * 1024;
/** The longest word of a binary file, in bytes. */
export const MAX_WORD_BYTES = 4096;

/** A complaint about a word-vector file: where (line or byte), what was expected and what was found. */
export function invalidWordVectors(where: string, problem: string, cause?: unknown): RegionaryError {
  return new RegionaryError(
    "INVALID_WORD_VECTORS",
    `The word-vector file is not valid at ${where}: ${problem}.`,
    { where },
    { cause },
  );
}

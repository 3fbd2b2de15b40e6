import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { RegionaryError } from "../../errors";
import { decodeText } from "../../files/decode-text";
import { type ParsedLabel, parseLabels } from "../../vocabulary/parse-labels";

export const STDIN = "-";

/** The labels of a file, or of stdin, in UTF-8 or UTF-16. INVALID_VOCABULARY for another encoding. */
export async function readLabels(file: string): Promise<ParsedLabel[]> {
  const text = decodeText(file === STDIN ? await buffer(process.stdin) : await readFile(file));
  if (text !== null) return parseLabels(text);
  throw new RegionaryError(
    "INVALID_VOCABULARY",
    `${file === STDIN ? "The list" : file} is neither UTF-8 nor UTF-16. Save it as UTF-8.`,
  );
}

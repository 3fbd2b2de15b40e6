import { RegionaryError } from "../../errors";
import { cleanLabel, labelFault } from "../../vocabulary/clean-label";

const MAX_TAGS = 50;
const MAX_SHOWN = 100;

/** Tags as they are kept: as labels of a vocabulary are. INVALID_INPUT for none, for too many, and for one that is none. */
export function cleanTags(tags: readonly string[]): string[] {
  if (tags.length < 1 || tags.length > MAX_TAGS)
    throw new RegionaryError("INVALID_INPUT", `Give 1 to ${MAX_TAGS} tags; got ${tags.length}.`);
  return tags.map((tag) => cleanWord("tag", tag));
}

/** A tag or a label as it is kept; INVALID_INPUT saying what is wrong with it. */
export function cleanWord(what: "tag" | "label", word: string): string {
  const cleaned = cleanLabel(word);
  const fault = labelFault(cleaned);
  if (fault === null) return cleaned;
  throw new RegionaryError(
    "INVALID_INPUT",
    `The ${what} ${JSON.stringify(word.slice(0, MAX_SHOWN))} cannot be used: it ${fault}.`,
  );
}

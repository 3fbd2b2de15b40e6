import type { WordLookup } from "./word-lookup";
import type { WordVector } from "./word-vector";

/** A label's words that the set lacks, and the words that it would be without its signs. */
interface Unresolved {
  readonly missing: readonly string[];
  readonly nearest: readonly string[];
}

const SUGGESTIONS = 5;
const IN_MEANING = 2;
const SHORTEST_PART = 2;
const LONGEST_WORD = 40;

/**
 * What a label without a vector could have meant: its missing words written apart ("tvmonitor": "tv monitor"), words that
 * mean the like of those of its words that are known, and words that are spelled like those that are missing.
 */
export async function suggestWords(
  { missing, nearest }: Unresolved,
  known: readonly WordVector[],
  words: WordLookup,
): Promise<string[]> {
  const suggestions = [...nearest];
  for (const word of missing.slice(0, SUGGESTIONS)) suggestions.push(...(await writtenApart(word, words)));
  const [first] = known;
  if (first && nearest.length === 0) {
    const sum = first.vector.map((_, i) => known.reduce((total, { vector }) => total + vector[i]!, 0));
    const own = new Set(known.map(({ word }) => word));
    const alike = await words.similar(sum, IN_MEANING + own.size);
    suggestions.push(...alike.filter((word) => !own.has(word)).slice(0, IN_MEANING));
  }
  for (const word of missing.slice(0, SUGGESTIONS)) {
    if (nearest.length > 0) break; // nothing is misspelled
    suggestions.push(...(await words.nearest(word, Math.ceil(SUGGESTIONS / missing.length))));
  }
  return [...new Set(suggestions)].slice(0, SUGGESTIONS);
}

/** A word as two that the set has, cut where the shorter one is longest; none if it cannot be cut. */
async function writtenApart(word: string, words: WordLookup): Promise<string[]> {
  if (word.length > LONGEST_WORD || !/^\p{L}+$/u.test(word)) return [];
  const lower = word.toLowerCase();
  const cuts = Array.from({ length: Math.max(0, lower.length - 2 * SHORTEST_PART + 1) }, (_, i) => {
    const at = i + SHORTEST_PART;
    return [lower.slice(0, at), lower.slice(at)] as const;
  });
  const found = await words.find([...new Set(cuts.flat())]);
  const [best] = cuts
    .filter((parts) => parts.every((part) => found.has(part)))
    .sort((a, b) => shorter(b) - shorter(a));
  return best ? [best.join(" ")] : [];
}

function shorter([a, b]: readonly [string, string]): number {
  return Math.min(a.length, b.length);
}

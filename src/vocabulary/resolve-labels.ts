import { foldWord } from "./fold-word";
import { hasDirection } from "./has-direction";
import { suggestWords } from "./suggest-words";
import type { WordLookup } from "./word-lookup";

/** How a label got its vector, or why it has none. */
export type LabelResolution =
  | {
      readonly label: string;
      /**
       * EXACT: as spelled; VARIANT: except for case, space, underscore, hyphen; ALIAS: by the given alias;
       * AVERAGE: of its words.
       */
      readonly method: "EXACT" | "VARIANT" | "ALIAS" | "AVERAGE";
      /** The words of the set whose mean is the vector. */
      readonly words: string[];
      readonly vector: Float32Array; // [D]
    }
  | {
      readonly label: string;
      readonly method: "UNRESOLVED";
      /** The words that are missing, or have a vector of zeros, which has no direction. */
      readonly missing: string[];
      /** Signs of the label without which it would be other words: "++" of "C++". Empty where words are missing. */
      readonly signs: string;
      /** Its words written apart, words that mean the like of those that are known, and words that are spelled alike. */
      readonly nearest: string[];
    };

type FoundWord = { readonly word: string; readonly vector: Float32Array; readonly isExact: boolean };
type Found = ReadonlyMap<string, FoundWord>;

/** Suggestions read the whole set once for each missing word. */
const MOST_LABELS_WITH_SUGGESTIONS = 20;

/**
 * Gives every label its vector by the first of these that works: the label exactly, a variant of it, its
 * alias (exactly, as a variant, or as the mean of the alias's words), the mean of the label's own words. All
 * words of a mean must exist, and nothing with a meaning may be left of the label: "C++" is not "C". Other labels are UNRESOLVED, the first 20 of them with the nearest known words.
 */
export async function resolveLabels(
  labels: readonly { label: string; alias?: string | undefined }[],
  words: WordLookup,
): Promise<LabelResolution[]> {
  const whole = await findWords(
    labels.map(({ label }) => label),
    words,
  );
  const left = labels.filter(({ label }) => !whole.has(label));
  const aliases = await findWords(
    left.flatMap(({ alias }) => alias ?? []),
    words,
  );
  const parts = await findWords(
    left.flatMap(({ label, alias }) => [...wordsOf(label), ...(alias ? wordsOf(alias) : [])]),
    words,
  );
  const resolutions: LabelResolution[] = [];
  let suggested = 0;
  for (const { label, alias } of labels) {
    const resolution = climb(label, alias, whole, aliases, parts);
    if (resolution.method === "UNRESOLVED" && suggested++ < MOST_LABELS_WITH_SUGGESTIONS) {
      resolutions.push({
        ...resolution,
        nearest: await suggestWords(resolution, knownWords(label, parts), words),
      });
    } else {
      resolutions.push(resolution);
    }
  }
  return resolutions;
}

function climb(
  label: string,
  alias: string | undefined,
  whole: Found,
  aliases: Found,
  parts: Found,
): LabelResolution {
  const itself = whole.get(label);
  if (itself) {
    const method = itself.isExact ? "EXACT" : "VARIANT";
    return { label, method, words: [itself.word], vector: itself.vector };
  }
  const byAlias = alias === undefined ? undefined : aliases.get(alias);
  if (byAlias) return { label, method: "ALIAS", words: [byAlias.word], vector: byAlias.vector };
  const aliasMean = alias === undefined ? null : meanOf(alias, parts);
  if (aliasMean) return { label, method: "ALIAS", ...aliasMean };
  const mean = meanOf(label, parts);
  const signs = signsOf(label);
  if (mean && signs !== "")
    return { label, method: "UNRESOLVED", missing: [label], signs, nearest: mean.words };
  if (mean) return { label, method: "AVERAGE", ...mean };
  const lacking = [...new Set([label, ...(alias === undefined ? [] : [alias])].flatMap(wordsOf))].filter(
    (word) => !parts.has(word),
  );
  return {
    label,
    method: "UNRESOLVED",
    missing: lacking.length > 0 ? lacking : [label],
    signs: "",
    nearest: [],
  };
}

/**
 * What a mean of its words would leave out of a label though it has a meaning: mathematical and other symbols, and emoji
 * ("C++", "C#", "A*", "50%"). Punctuation that separates or joins words has none, nor have marks of trade.
 */
function signsOf(label: string): string {
  return (label.replace(/[®™©]/g, "").match(/[\p{S}#%@*§]+/gu) ?? []).join(" ");
}

/** The plain mean of a phrase's word vectors; null if a word is missing or the mean has no direction. */
function meanOf(phrase: string, parts: Found): { words: string[]; vector: Float32Array } | null {
  const found = wordsOf(phrase).map((word) => parts.get(word));
  const known = found.filter((word) => word !== undefined);
  const [first] = known;
  if (!first || known.length < found.length) return null;
  const vector = first.vector.map(
    (_, i) => known.reduce((sum, { vector }) => sum + vector[i]!, 0) / known.length,
  );
  return hasDirection(vector) ? { words: known.map(({ word }) => word), vector } : null;
}

/** A phrase's words; a possessive 's is a word of its own, as in the texts that vectors come from. */
function wordsOf(phrase: string): string[] {
  return phrase.replace(/[’']s\b/gi, " 's ").match(/'s|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
}

/** Each word that the set has, exactly or as a variant; a zero vector counts as missing. */
async function findWords(wanted: readonly string[], words: WordLookup): Promise<Found> {
  const found = new Map<string, FoundWord>();
  const unique = [...new Set(wanted)];
  for (const [word, vector] of await words.find(unique)) {
    if (hasDirection(vector)) found.set(word, { word, vector, isExact: true });
  }
  const keyed = unique.flatMap((word) => {
    const key = foldWord(word);
    return found.has(word) || key === "" || /^[-\u2010\u2011]|[-\u2010\u2011]$/.test(word)
      ? []
      : [{ word, key }];
  });
  const variants = await words.findFolded([...new Set(keyed.map(({ key }) => key))]);
  for (const { word, key } of keyed) {
    const variant = variants.get(key);
    if (variant && hasDirection(variant.vector)) found.set(word, { ...variant, isExact: false });
  }
  return found;
}

/** Those of a label's words that the set has. */
function knownWords(label: string, parts: Found): FoundWord[] {
  return wordsOf(label).flatMap((word) => parts.get(word) ?? []);
}

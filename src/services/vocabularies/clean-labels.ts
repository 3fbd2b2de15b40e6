import { RegionaryError } from "../../errors";
import type { LabelTraining, NewLabelRow } from "../../storage/vocabularies/vocabularies";
import { validateLabels } from "../../vocabulary/validate-labels";

const MAX_ALIAS_LENGTH = 200;
const MAX_PROMPT_LENGTH = 500;
const MAX_PHRASE_LENGTH = 200;
const MAX_PHRASES = 20;
/** Of all labels: each is put into up to nine templates, whose texts are kept with the vectors. */
const MAX_PHRASES_IN_ALL = 50_000;
/** More tokens than any text encoder takes. */
const MAX_TEXT_LENGTH = 1_000;

/** A label as a caller gives it. */
export interface LabelToClean {
  readonly label: string;
  /** A word or phrase of a word-vector set to use where the label itself is not in it. */
  readonly alias?: string | null;
  readonly training?: LabelTraining | null;
  /** The only text that a text encoder is given for it, "{}" standing for the label. */
  readonly prompt?: string | null;
  /** What a text encoder is given instead of the label. */
  readonly phrases?: readonly string[] | null;
}

/**
 * Labels as a vocabulary has them. INVALID_VOCABULARY names every label that is invalid or has an invalid alias, prompt
 * or phrase.
 */
export function cleanLabels(wanted: readonly LabelToClean[]): NewLabelRow[] {
  const names = validateLabels(wanted.map(({ label }) => label));
  const labels = wanted.map(({ alias, training, prompt, phrases }, position): NewLabelRow => {
    const label = names[position]!;
    const phrase = cleaned(alias ?? "");
    return {
      label,
      training: training ?? "UNKNOWN",
      alias: phrase === "" || phrase === label ? null : phrase,
      prompt: cleaned(prompt ?? "") || null,
      phrases: (phrases ?? []).map(cleaned),
    };
  });
  const problems = labels.flatMap((label, position) => {
    const reason = fault(label);
    return reason === null ? [] : [{ position, label: label.label, reason }];
  });
  const [first] = problems;
  if (!first) return withinLimits(labels);
  throw new RegionaryError(
    "INVALID_VOCABULARY",
    `${problems.length} of ${labels.length} labels cannot be used; the first: "${first.label}" ${first.reason}.`,
    { problems },
  );
}

function withinLimits(labels: NewLabelRow[]): NewLabelRow[] {
  const phrases = labels.reduce((sum, label) => sum + label.phrases.length, 0);
  if (phrases <= MAX_PHRASES_IN_ALL) return labels;
  throw new RegionaryError(
    "INVALID_VOCABULARY",
    `A vocabulary must have at most ${MAX_PHRASES_IN_ALL} phrases in all; got ${phrases}.`,
  );
}

/** Characters that cannot be stored are not part of a word either. */
function cleaned(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}]+/gu, " ")
    .trim()
    .normalize("NFC");
}

function fault({ label, alias, prompt, phrases }: NewLabelRow): string | null {
  if (alias !== null && alias.length > MAX_ALIAS_LENGTH)
    return `must have an alias of at most ${MAX_ALIAS_LENGTH} characters; got ${alias.length}`;
  if (prompt !== null && phrases.length > 0) return "must have a prompt or phrases, not both";
  if (prompt !== null && prompt.length > MAX_PROMPT_LENGTH)
    return `must have a prompt of at most ${MAX_PROMPT_LENGTH} characters; got ${prompt.length}`;
  const unreadable = [alias, prompt, ...phrases].some((part) => part?.includes("\ufffd"));
  if (unreadable)
    return "must have an alias, prompt and phrases without U+FFFD, which stands for bytes that could not be read";
  const text = prompt?.replaceAll("{}", () => label) ?? "";
  if (text.length > MAX_TEXT_LENGTH)
    return `must have a prompt of at most ${MAX_TEXT_LENGTH} characters with the label in it; got ${text.length}`;
  if (phrases.length > MAX_PHRASES) return `must have at most ${MAX_PHRASES} phrases; got ${phrases.length}`;
  if (phrases.includes("")) return "has an empty phrase";
  if (new Set(phrases).size < phrases.length) return "has a phrase twice";
  const long = phrases.find((phrase) => phrase.length > MAX_PHRASE_LENGTH);
  if (long === undefined) return null;
  return `must have phrases of at most ${MAX_PHRASE_LENGTH} characters; got ${long.length}`;
}

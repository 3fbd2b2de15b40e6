import { RegionaryError } from "../../errors";
import type { LabelSearch, SearchRequest, SearchWhat } from "../../services/search/search-request";

/** What the options of a command ask for. */
export interface Asked {
  readonly words: readonly string[];
  readonly and: readonly string[];
  readonly or: readonly string[];
  readonly not: readonly string[];
  readonly text?: true;
}

/**
 * What is looked for, and what is not to be there; the labels are those that pictures are found by. INVALID_INPUT where nothing
 * is given, or both what must all be there and what may be there instead.
 */
export function searchedFor(
  { words, and, or, not, text }: Asked,
  { imageId, vocabularyId }: { readonly imageId: string | null; readonly vocabularyId: string | null },
): Pick<SearchRequest, "what" | "not"> & { readonly labels: readonly LabelSearch[] } {
  if (and.length > 0 && or.length > 0) throw refusal("--and or --or: got both. Ask for one, then the other");
  const prompt = text ? "{}" : null;
  const search = (label: string): LabelSearch => ({ kind: "label", label, prompt, vocabularyId });
  const first = words.length > 0 ? [words.join(" ")] : [];
  const labels = [...new Set([...first, ...and, ...or])].map(search);
  const all: SearchWhat[] = [...(imageId === null ? [] : [{ kind: "image" as const, imageId }]), ...labels];
  if (all.length === 0)
    throw refusal("words to look for, such as regionary search red car, or --like PICTURE: got neither");
  const what =
    all.length === 1 ? all[0]! : { kind: or.length > 0 ? ("any" as const) : ("all" as const), of: all };
  return { what, not: not.map(search), labels };
}

const refusal = (what: string) => new RegionaryError("INVALID_INPUT", `Give ${what}.`);

import type { LabelSearch, SearchRequest, SearchWhat } from "../../services/search/search-request";

/** What a command asks for. */
export interface Asked {
  readonly words: readonly string[];
  readonly and: readonly string[];
  readonly or: readonly string[];
  readonly not: readonly string[];
  readonly text?: true;
}

interface SearchedFor extends Pick<SearchRequest, "what" | "not"> {
  /** What pictures are found by, in words. */
  readonly labels: readonly LabelSearch[];
  /** The places of these among the search's terms. */
  readonly terms: readonly number[];
}

/** What is looked for, and what is not to be there. */
export function searchedFor(
  { words, and, or, not, text }: Asked,
  { imageId, vocabularyId }: { readonly imageId: string | null; readonly vocabularyId: string | null },
): SearchedFor {
  const search = (label: string): LabelSearch => ({
    ...{ kind: "label", label, prompt: text ? "{}" : null, vocabularyId },
  });
  const first = words.length > 0 ? [words.join(" ")] : [];
  const names = new Set([...first, ...and, ...or].map((name) => name.trim().normalize()));
  const labels = [...names].map(search);
  const pictures: SearchWhat[] = imageId === null ? [] : [{ kind: "image", imageId }];
  const of = [...pictures, ...labels];
  return {
    what: of.length === 1 ? of[0]! : { kind: or.length > 0 ? "any" : "all", of },
    not: not.map(search),
    labels,
    terms: labels.map((_, position) => pictures.length + position),
  };
}

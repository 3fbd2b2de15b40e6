import { RegionaryError } from "../../../errors";
import type { Expression } from "../../../search/ranking/ranked-query";
import type { NearCondition, SearchRequest, SearchWhat } from "../search-request";

export const MAX_TERMS = 8;
export const MAX_DEPTH = 3;

/** What has a classifier: anything that is looked for but a combination. */
export type SearchTerm = Exclude<SearchWhat, { readonly kind: "all" | "any" }>;

/** A search with each of its terms once; all else names them by their places. */
export interface SearchPlan {
  readonly terms: readonly SearchTerm[];
  /** How many of them, from the first, are ranked by or left out by; the others are only in `near`. */
  readonly scored: number;
  readonly rank: Expression;
  readonly excluded: readonly number[];
  readonly near: readonly {
    readonly label: number;
    readonly relation: NearCondition["relation"];
    readonly of: number;
  }[];
}

/** Brings a request into that form; INVALID_INPUT if it is empty, too large or too deep. */
export function planSearch({ what, not, near }: Pick<SearchRequest, "what" | "not" | "near">): SearchPlan {
  const terms: SearchTerm[] = [];
  const places = new Map<string, number>();
  const place = (term: SearchTerm): number => {
    const key = keyOf(term);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, terms.length);
    terms.push(term);
    return terms.length - 1;
  };
  const expression = (of: SearchWhat, depth: number): Expression => {
    if (!("of" in of)) return { kind: "term", term: place(of) };
    if (depth > MAX_DEPTH) throw tooDeep();
    if (of.of.length === 0) throw empty();
    if (of.of.length > MAX_TERMS) throw tooMany(of.of.length);
    const parts = of.of.map((part) => expression(part, depth + 1));
    return parts.length === 1 ? parts[0]! : { kind: of.kind, of: parts };
  };
  const excludedTerms = (of: SearchWhat): number[] => {
    if (of.kind === "any") return of.of.flatMap(excludedTerms);
    if (of.kind === "label") return [place(of)];
    if (of.kind === "all" && of.of.length === 0) throw empty();
    throw new RegionaryError(
      "INVALID_INPUT",
      `\`not\` takes labels and texts, each of which leaves out the images that have it; got ${of.kind === "all" ? "a combination of several that all have to be there" : "an image, which has no probability"}.`,
    );
  };
  const rank = expression(what, 1);
  const excluded = [...new Set(not.flatMap(excludedTerms))];
  const scored = terms.length;
  if (near.length > MAX_TERMS) throw tooMany(near.length);
  const conditions = near.map(({ label, relation, of }) => ({
    label: place(label),
    relation,
    of: place(of),
  }));
  if (terms.length > MAX_TERMS) throw tooMany(terms.length);
  return { terms, scored, rank, excluded, near: conditions };
}

/** Equal for terms that mean the same. */
function keyOf(term: SearchTerm): string {
  if (term.kind !== "label") return JSON.stringify(term);
  const { label, prompt, vocabularyId } = term;
  return JSON.stringify(["label", label.trim().normalize(), prompt, vocabularyId]);
}

function empty(): RegionaryError {
  return new RegionaryError(
    "INVALID_INPUT",
    "Say what to look for: labels, a text, an image or a part of one; `all`, `any` and `not` take at least one of them.",
  );
}

function tooMany(terms: number): RegionaryError {
  return new RegionaryError(
    "INVALID_INPUT",
    `A search takes at most ${MAX_TERMS} labels, texts and images, those of \`not\` and \`near\` included; got ${terms}. Search for fewer at a time.`,
  );
}

function tooDeep(): RegionaryError {
  return new RegionaryError(
    "INVALID_INPUT",
    `\`all\` and \`any\` may be nested ${MAX_DEPTH} deep; got more. Join those of one kind.`,
  );
}

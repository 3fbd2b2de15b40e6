import type { graphql } from "../../api/graphql";

type ImageFilter = ReturnType<typeof graphql.scalar<"ImageFilter">>;

export const RELATIONS = [
  ...(["LEFT_OF", "RIGHT_OF", "ABOVE", "BELOW"] as const),
  ...(["WITHIN", "BESIDE", "OVERLAPPING"] as const),
];
export type Relation = (typeof RELATIONS)[number];

/** A box of `label` must lie so to a box of `of`. */
export interface Near {
  readonly label: string;
  readonly relation: Relation;
  readonly of: string;
}

/** By what images are like one: what stands out in it, as a whole, or as copies of it are. */
export type Likeness = "whole" | "copies";

/** What the page shows: all of it is in the address. */
export interface SearchView {
  readonly q?: string;
  readonly and?: readonly string[];
  readonly or?: readonly string[];
  readonly not?: readonly string[];
  readonly near?: readonly Near[];
  /** The id of an image whose like is looked for. */
  readonly like?: string;
  /** Of that, only this part: left, top, right, bottom. */
  readonly part?: readonly [number, number, number, number];
  /** Without words: other ways to be like that image. */
  readonly by?: Likeness;
  /** The least probability, in percent; 0 for none. Left out, the usual one. */
  readonly least?: number;
  /** The order of what is above that; the best first if left out. */
  readonly order?: SearchOrder;
  readonly filter?: ImageFilter;
  readonly model?: string;
  /** The vocabulary that all words are of. */
  readonly vocabulary?: string;
  /** How many pages are shown, from 2. */
  readonly pages?: number;
}

export const ORDERS = ["newest", "oldest", "name"] as const;
export type SearchOrder = (typeof ORDERS)[number];

const MOST_WORDS = 8;
/** They all stay in the page, as do their pictures. */
export const MOST_PAGES = 50;
const FILTERS = [
  ...["addedBy", "nameContains", "folder", "takenAfter", "takenBefore", "tag", "mediaType"],
  ...["addedAfter", "addedBefore", "hasPrediction", "benchmarkSetId", "minSide", "maxSide"],
];

/** The view that an address asks for, without what cannot be. */
export function searchViewOf(asked: Record<string, unknown>): SearchView {
  const { part, by, order } = asked;
  const view: SearchView = {
    q: textOf(asked.q),
    and: wordsOf(asked.and),
    or: wordsOf(asked.or),
    not: wordsOf(asked.not),
    near: nearOf(asked.near),
    like: textOf(asked.like),
    part: isPart(part) ? part : undefined,
    by: by === "whole" || by === "copies" ? by : undefined,
    least: numberOf(asked.least, 0, 99),
    order: ORDERS.find((known) => known === order),
    filter: filterOf(asked.filter),
    model: textOf(asked.model),
    vocabulary: textOf(asked.vocabulary),
    pages: numberOf(asked.pages, 2, MOST_PAGES),
  };
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined));
}

/** An address may have a word that looks like a number. */
const textOf = (value: unknown): string | undefined =>
  (typeof value === "string" && value.trim() !== "") || typeof value === "number" ? String(value) : undefined;

function wordsOf(value: unknown): string[] | undefined {
  const words = Array.isArray(value) ? value.flatMap((word) => textOf(word) ?? []) : [];
  return words.length > 0 ? words.slice(0, MOST_WORDS) : undefined;
}

const numberOf = (value: unknown, least: number, most: number): number | undefined =>
  typeof value === "number" && Number.isInteger(value) && value >= least && value <= most ? value : undefined;

function isPart(value: unknown): value is [number, number, number, number] {
  return Array.isArray(value) && value.length === 4 && value.every((edge) => Number.isInteger(edge));
}

function nearOf(value: unknown): Near[] | undefined {
  const conditions = Array.isArray(value) ? value.filter(isNear) : [];
  return conditions.length > 0 ? conditions : undefined;
}

function isNear(value: unknown): value is Near {
  if (typeof value !== "object" || value === null) return false;
  const { label, relation, of } = value as Partial<Near>;
  return (
    textOf(label) !== undefined && textOf(of) !== undefined && RELATIONS.some((known) => known === relation)
  );
}

function filterOf(value: unknown): ImageFilter | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const known = Object.entries(value).filter(([name, is]) => FILTERS.includes(name) && is !== null);
  return known.length > 0 ? Object.fromEntries(known) : undefined;
}

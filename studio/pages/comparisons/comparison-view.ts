const SECTIONS = ["GZSL", "ZSL", "SEEN"] as const;
const SORTS = ["worse", "better", "sure", "label"] as const;

export type SectionName = (typeof SECTIONS)[number];
export type DifferenceSort = (typeof SORTS)[number];

/** What the address says of how a comparison is shown. */
export interface ComparisonView {
  readonly section?: SectionName;
  readonly q?: string;
  readonly sort?: DifferenceSort;
  /** Whether only labels whose difference is significant are shown. */
  readonly sure?: true;
}

/** What of an address is known; the rest is ignored. */
export const comparisonViewOf = (search: Record<string, unknown>): ComparisonView => ({
  section: SECTIONS.find((known) => known === search.section),
  q: typeof search.q === "string" && search.q !== "" ? search.q : undefined,
  sort: SORTS.find((known) => known === search.sort),
  sure: search.sure === true ? true : undefined,
});

const TABS = ["overview", "labels", "images", "calibration"] as const;
const SECTIONS = ["GZSL", "ZSL", "SEEN"] as const;
const SORTS = ["label", "ap", "support", "f1"] as const;

export type ReportTab = (typeof TABS)[number];
export type SectionName = (typeof SECTIONS)[number];
export type LabelSort = (typeof SORTS)[number];

/** What the address says of how a report is shown. */
export interface EvaluationView {
  readonly tab?: ReportTab;
  readonly section?: SectionName;
  readonly k?: number;
  /** Part of the labels. */
  readonly q?: string;
  readonly sort?: LabelSort;
  readonly down?: boolean;
  /** The label that is looked at, by its position. */
  readonly label?: number;
  /** The probability that labels are cut off at. */
  readonly at?: number;
}

const oneOf = <T extends string>(values: readonly T[], value: unknown): T | undefined =>
  values.find((known) => known === value);
const countIn = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

/** What of an address is known; the rest is ignored. */
export const evaluationViewOf = (search: Record<string, unknown>): EvaluationView => ({
  tab: oneOf(TABS, search.tab),
  section: oneOf(SECTIONS, search.section),
  k: countIn(search.k),
  q: typeof search.q === "string" && search.q !== "" ? search.q : undefined,
  sort: oneOf(SORTS, search.sort),
  down: typeof search.down === "boolean" ? search.down : undefined,
  label: countIn(search.label),
  at: typeof search.at === "number" && search.at > 0 && search.at < 1 ? search.at : undefined,
});

const TABS = ["labels", "versions", "use"] as const;
const MARKS = ["SEEN", "UNSEEN", "UNKNOWN"] as const;

type VocabularyTab = (typeof TABS)[number];
export type Mark = (typeof MARKS)[number];

/** What the address says of how a vocabulary is shown. */
export interface VocabularySearch {
  readonly tab?: VocabularyTab;
  /** Part of the labels. */
  readonly q?: string;
  readonly mark?: Mark;
  /** The space whose words or texts are shown. */
  readonly space?: string;
  /** The version that it is compared with. */
  readonly than?: string;
}

const oneOf = <T extends string>(values: readonly T[], value: unknown): T | undefined =>
  values.find((known) => known === value);
const textIn = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** What of an address is known; the rest is ignored. */
export const vocabularySearchOf = ({
  tab,
  q,
  mark,
  space,
  than,
}: Record<string, unknown>): VocabularySearch => ({
  tab: oneOf(TABS, tab),
  q: textIn(q),
  mark: oneOf(MARKS, mark),
  space: textIn(space),
  than: textIn(than),
});

const TABS = ["models", "trainings", "parts"] as const;

/** What the address says of the page of models. */
export interface ModelsSearch {
  readonly tab?: (typeof TABS)[number];
  /** Part of the names. */
  readonly q?: string;
}

/** What of an address is known; the rest is ignored. */
export const modelsSearchOf = ({ tab, q }: Record<string, unknown>): ModelsSearch => ({
  tab: TABS.find((known) => known === tab),
  q: typeof q === "string" && q !== "" ? q : undefined,
});

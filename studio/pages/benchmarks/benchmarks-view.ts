const TABS = ["sets", "runs", "comparisons"] as const;
const STATES = ["QUEUED", "RUNNING", "COMPLETED", "FAILED", "CANCELLED"] as const;
const DIALOGS = ["import", "tags"] as const;

export type BenchmarksTab = (typeof TABS)[number];
export type RunState = (typeof STATES)[number];

/** What the address says of the sets and their runs. */
export interface BenchmarksView {
  readonly tab?: BenchmarksTab;
  /** Part of the names of sets. */
  readonly q?: string;
  readonly set?: string;
  readonly model?: string;
  readonly state?: RunState;
  /** Which way of making a set is open. */
  readonly make?: (typeof DIALOGS)[number];
}

const oneOf = <T extends string>(values: readonly T[], value: unknown): T | undefined =>
  values.find((known) => known === value);
const textIn = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** What of an address is known; the rest is ignored. */
export const benchmarksViewOf = (search: Record<string, unknown>): BenchmarksView => ({
  tab: oneOf(TABS, search.tab),
  q: textIn(search.q),
  set: textIn(search.set),
  model: textIn(search.model),
  state: oneOf(STATES, search.state),
  make: oneOf(DIALOGS, search.make),
});

export const KINDS = [
  "PREDICTION",
  "INDEX",
  "EVALUATION",
  "COMPARISON",
  "TRAINING",
  "QUANTIZATION",
  "BENCHMARK_IMPORT",
  "SETUP",
] as const;
export type Kind = (typeof KINDS)[number];

export const ENDS = ["COMPLETED", "FAILED", "CANCELLED"] as const;
export type End = (typeof ENDS)[number];

/** What the address says of this page. */
export interface WorkSearch {
  readonly tab?: "system";
  /** Of ended work. */
  readonly kind?: Kind;
  readonly state?: End;
  /** Where its page begins, or ends. */
  readonly after?: string;
  readonly before?: string;
}

export function workSearchOf({ tab, kind, state, after, before }: Record<string, unknown>): WorkSearch {
  const known = <T>(all: readonly T[], value: unknown) => all.find((each) => each === value);
  const [kindGiven, stateGiven] = [known(KINDS, kind), known(ENDS, state)];
  return {
    ...(tab === "system" && { tab }),
    ...(kindGiven && { kind: kindGiven }),
    ...(stateGiven && { state: stateGiven }),
    ...(typeof after === "string" ? { after } : typeof before === "string" && { before }),
  };
}

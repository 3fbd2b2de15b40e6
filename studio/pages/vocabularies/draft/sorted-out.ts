import type { DraftLabel } from "./draft-label";
import type { LabelChecks } from "./use-label-checks";

interface SortedOut {
  /** Labels with which something is wrong. */
  readonly broken: readonly DraftLabel[];
  /** Those of them that are there before. */
  readonly repeated: readonly DraftLabel[];
  /** Those of them whose only fault is that the model has no vector for them. */
  readonly unresolved: readonly DraftLabel[];
}

/** Which labels have to be mended, by what is known of them so far. */
export function sortedOut(labels: readonly DraftLabel[], checks: LabelChecks): SortedOut {
  const broken = labels.filter((label) => checks.of(label)?.problem);
  return {
    broken,
    repeated: broken.filter((label) => checks.isRepeated(label)),
    unresolved: broken.filter((label) => checks.of(label)?.problem?.isUnresolved),
  };
}

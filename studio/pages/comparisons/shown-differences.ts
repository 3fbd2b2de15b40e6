import { isSignificant } from "../../parts/difference-text";
import type { LabelDifference } from "./comparison-query";
import type { DifferenceSort } from "./comparison-view";

const nameOf = ({ label }: LabelDifference): string => label?.label ?? "";

/** The labels that are asked for, in the order that is. */
export function shownDifferences(
  differences: readonly LabelDifference[],
  { q, sort, sure }: { q: string; sort: DifferenceSort; sure: boolean },
): LabelDifference[] {
  const wanted = q.toLowerCase();
  const shown = differences.filter(
    (difference) =>
      nameOf(difference).toLowerCase().includes(wanted) && (!sure || isSignificant(difference.adjustedP)),
  );
  const orders: Readonly<Record<DifferenceSort, (a: LabelDifference, b: LabelDifference) => number>> = {
    worse: (a, b) => a.difference - b.difference,
    better: (a, b) => b.difference - a.difference,
    sure: (a, b) => a.adjustedP - b.adjustedP,
    label: (a, b) => nameOf(a).localeCompare(nameOf(b)),
  };
  return shown.sort(orders[sort]);
}

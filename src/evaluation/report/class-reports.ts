import { type ClassCounts, pooledCounts, retrieval } from "../metrics/retrieval-at-k";
import { annotatedCount } from "../scores/annotated-count";
import type { EvaluationData, SectionData } from "../scores/evaluation-data";
import type { ClassReport } from "./report";

/** What is reported of each class of a section; `aps` is in their order, NaN for one without an AP. */
export function classReports(
  data: EvaluationData,
  { plan: { classes }, counts, isRanked }: SectionData,
  aps: Float64Array,
  atK: readonly { readonly k: number; readonly counts: ClassCounts }[],
): ClassReport[] {
  const { positivesByClass } = data;
  const { seen, protocol } = data.plan;
  return Array.from(classes, (label, place) => {
    const images = positivesByClass.entries.subarray(
      positivesByClass.starts[label],
      positivesByClass.starts[label + 1],
    );
    const ap = aps[place]!;
    return {
      class: label,
      seen: seen[label]!,
      support: counts ? images.filter((image) => counts[image] === 1).length : images.length,
      annotated: annotatedCount(data, counts, label),
      averagePrecision: Number.isNaN(ap) ? null : ap,
      atK:
        isRanked[label] === 0
          ? null
          : atK.map(({ k, counts: ofClasses }) => {
              const counted = pooledCounts(ofClasses, [label]);
              const { predicted, hits } = counted;
              return { k, predicted, hits, ...retrieval(counted, protocol.f1WithoutHit) };
            }),
    };
  });
}

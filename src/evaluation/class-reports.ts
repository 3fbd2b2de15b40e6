import type { EvaluationData, SectionData } from "./evaluation-data";
import type { ClassReport } from "./report";
import { type ClassCounts, pooledCounts, retrieval } from "./retrieval-at-k";
import { countAnnotated } from "./score-columns";

/** What is reported of each class of a section; `aps` is in their order, NaN where there is none. */
export function classReports(
  { plan: { seen, protocol }, columns, positivesByClass, annotatedByClass }: EvaluationData,
  { plan: { classes }, counts, isRanked }: SectionData,
  aps: Float64Array,
  atK: readonly { readonly k: number; readonly counts: ClassCounts }[],
): ClassReport[] {
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
      annotated: counts ? countAnnotated(columns.column(label), counts) : annotatedByClass[label]!,
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

import { confusions } from "../metrics/confusions";
import { classMeans } from "../metrics/mean-average-precision";
import { countAtK, pooledCounts, retrieval } from "../metrics/retrieval-at-k";
import type { EvaluationData, SectionData } from "../scores/evaluation-data";
import { classReports } from "./class-reports";
import type { SectionReport } from "./report";
import { seenAndUnseen } from "./seen-and-unseen";

/** What is measured before the section, because sections share it. */
interface SectionAverages {
  /** In the order of the section's classes; NaN for one without an AP. */
  readonly averagePrecisions: Float64Array;
  readonly micro: number | null;
}

/** A section's report; `mostConfusions` is how many pairs of confused classes it names at each K. */
export function evaluateSection(
  data: EvaluationData,
  section: SectionData,
  { averagePrecisions, micro }: SectionAverages,
  mostConfusions: number,
): SectionReport {
  const { protocol, seen } = data.plan;
  const { definition, classes, ranked, ks } = section.plan;
  const counts = ks.map((k) => ({ k, counts: countAtK(data, section, k) }));
  const perClass = classReports(data, section, averagePrecisions, counts);
  const averaged = perClass.filter(({ annotated }) => definition.averaged === "all" || annotated > 0);
  const mean = (some: typeof averaged) =>
    classMeans(
      some.map(({ averagePrecision }) => averagePrecision ?? Number.NaN),
      some.map(({ support }) => support),
      protocol.emptyClass,
    );
  const atK = counts.map(({ k, counts: ofClasses }, place) => ({
    k,
    pooled: retrieval(pooledCounts(ofClasses, ranked), protocol.f1WithoutHit),
    macroF1: macroF1(perClass, place),
    tiedImages: tiedImages(section, place),
    confusions: mostConfusions > 0 ? confusions(data, section, k, mostConfusions) : [],
  }));
  return {
    section: definition.name,
    images: section.images,
    rankedClasses: ranked.length,
    meanAveragePrecision: {
      ...mean(averaged),
      micro,
      averagePrecision: protocol.averagePrecision,
      emptyClass: protocol.emptyClass,
    },
    atK,
    groups:
      definition.classes !== "all"
        ? null
        : seenAndUnseen(counts, protocol.f1WithoutHit, (isSeen) => ({
            classes: classes.filter((label) => seen[label] === isSeen),
            macro: mean(averaged.filter((report) => report.seen === isSeen)).macro,
          })),
    perClass,
    intervals: null,
  };
}

function macroF1(perClass: SectionReport["perClass"], place: number): number | null {
  // As published, a class without a hit has no F1; it counts 0 in the mean.
  const values = perClass.flatMap(({ support, atK }) => (support > 0 && atK ? [atK[place]!.f1 ?? 0] : []));
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function tiedImages({ lists, counts }: SectionData, place: number): number {
  let tied = 0;
  for (const [image, bits] of lists.ties.entries())
    if (counts?.[image] !== 0 && ((bits >> place) & 1) === 1) tied++;
  return tied;
}

import { classAveragePrecisions, microAveragePrecision } from "./class-average-precisions";
import { classReports } from "./class-reports";
import { confusions } from "./confusions";
import { type EvaluationData, type SectionData, sectionData } from "./evaluation-data";
import { classMeans } from "./mean-average-precision";
import { pooledAveragePrecisions } from "./pooled-average-precisions";
import type { EvaluationReport, SectionReport } from "./report";
import { resample } from "./resample";
import { countAtK, pooledCounts, retrieval } from "./retrieval-at-k";
import { sectionIntervals } from "./section-intervals";
import { seenAndUnseen } from "./seen-and-unseen";

/** What takes time or space beyond the metrics themselves. */
export interface EvaluationExtras {
  /** How many resamples of the images give the intervals; none without it. */
  readonly resamples?: number;
  /** Another number draws other resamples. */
  readonly seed?: number;
  /** How many pairs of confused classes are named at each K; none without it. */
  readonly confusions?: number;
}

/** Every metric of the protocol over what an accumulator has taken in. */
export function evaluate(data: EvaluationData, extras: EvaluationExtras = {}): EvaluationReport {
  const { resamples = 0, seed = 1, confusions: most = 0 } = extras;
  const { seen, protocol } = data.plan;
  const seenClasses = seen.filter(Boolean).length;
  const known = new Map<number, number>();
  const resampled = resamples > 0 ? resample(data, resamples, seed) : null;
  return {
    protocol: protocol.name,
    images: data.images,
    seenClasses,
    unseenClasses: seen.length - seenClasses,
    sections: data.plan.sections.map((_, at) => {
      const section = sectionData(data, at);
      const report = evaluateSection(data, section, known, most);
      return resampled ? { ...report, intervals: sectionIntervals(resampled[at]!) } : report;
    }),
    warnings: warnings(data),
  };
}

function evaluateSection(
  data: EvaluationData,
  section: SectionData,
  known: Map<number, number>,
  most: number,
): SectionReport {
  const { protocol, seen } = data.plan;
  const { definition, classes, ranked, ks } = section.plan;
  const perClassAp = protocol.averagePrecision === "per-class";
  const aps = perClassAp ? knownOrMeasured(data, section, known) : pooledAveragePrecisions(data, section);
  const counts = ks.map((k) => ({ k, counts: countAtK(data, section, k) }));
  const perClass = classReports(data, section, aps, counts);
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
    confusions: most > 0 ? confusions(data, section, k, most) : [],
  }));
  return {
    section: definition.name,
    images: section.images,
    rankedClasses: ranked.length,
    meanAveragePrecision: {
      ...mean(averaged),
      micro: perClassAp ? microAveragePrecision(data, section) : null,
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

/** A class's AP is the same in every section that all images count in, and is measured once. */
function knownOrMeasured(data: EvaluationData, section: SectionData, known: Map<number, number>) {
  if (section.counts) return classAveragePrecisions(data, section, section.plan.classes);
  const missing = section.plan.classes.filter((label) => !known.has(label));
  for (const [place, ap] of classAveragePrecisions(data, section, missing).entries())
    known.set(missing[place]!, ap);
  return Float64Array.from(section.plan.classes, (label) => known.get(label)!);
}

function macroF1(perClass: SectionReport["perClass"], place: number): number | null {
  const values = perClass.flatMap(({ support, atK }) => (support > 0 && atK ? [atK[place]!.f1 ?? 0] : []));
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function tiedImages({ lists, counts }: SectionData, place: number): number {
  let tied = 0;
  for (const [image, bits] of lists.ties.entries())
    if (counts?.[image] !== 0 && ((bits >> place) & 1) === 1) tied++;
  return tied;
}

function warnings({ images, positivesByImage, annotatedByClass }: EvaluationData): string[] {
  const present = positivesByImage.entries.length;
  if (images === 0) return ["There is no image."];
  if (present === 0) return ["No label is +1: there is nothing to be found, and no metric has a value."];
  if (annotatedByClass.reduce((sum, count) => sum + count, 0) > present) return [];
  return [
    "No label is -1 (absent), so every AP is 1. A file that writes 0 for absent must be read so that 0 becomes -1.",
  ];
}

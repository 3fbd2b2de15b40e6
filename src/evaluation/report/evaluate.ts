import { classAveragePrecisions } from "../metrics/class-average-precisions";
import { microAveragePrecisions } from "../metrics/micro-average-precisions";
import { pooledAveragePrecisions } from "../metrics/pooled-average-precisions";
import { resample } from "../resampling/resample";
import { sectionIntervals } from "../resampling/section-intervals";
import { type EvaluationData, type SectionData, sectionData } from "../scores/evaluation-data";
import { evaluateSection } from "./evaluate-section";
import type { EvaluationReport } from "./report";

/** What takes time or space beyond the metrics themselves. */
interface EvaluationExtras {
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
  const sections = data.plan.sections.map((_, at) => sectionData(data, at));
  const isPooled = protocol.averagePrecision === "pooled-over-classes";
  const averagePrecisions = isPooled
    ? sections.map((section) => pooledAveragePrecisions(data, section))
    : ownAveragePrecisions(data, sections);
  const micro = isPooled ? [] : microAveragePrecisions(data, sections);
  const resampled = resamples > 0 ? resample(data, resamples, seed) : null;
  return {
    protocol: protocol.name,
    images: data.images,
    seenClasses,
    unseenClasses: seen.length - seenClasses,
    sections: sections.map((section, at) => {
      const averages = { averagePrecisions: averagePrecisions[at]!, micro: micro[at] ?? null };
      const report = evaluateSection(data, section, averages, most);
      return resampled ? { ...report, intervals: sectionIntervals(resampled[at]!) } : report;
    }),
    warnings: warnings(data),
  };
}

/** A class's AP is the same in every section that all images count in, and is measured once. */
function ownAveragePrecisions(data: EvaluationData, sections: readonly SectionData[]): Float64Array[] {
  const known = new Map<number, number>();
  return sections.map((section) => {
    const { classes } = section.plan;
    if (section.counts) return classAveragePrecisions(data, section, classes);
    const missing = classes.filter((label) => !known.has(label));
    for (const [place, ap] of classAveragePrecisions(data, section, missing).entries())
      known.set(missing[place]!, ap);
    return Float64Array.from(classes, (label) => known.get(label)!);
  });
}

function warnings({ images, positivesByImage, annotatedByClass }: EvaluationData): string[] {
  const present = positivesByImage.entries.length;
  if (images === 0) return ["There are no images."];
  if (present === 0) return ["No label is +1: there is nothing to be found, and no metric has a value."];
  if (annotatedByClass.reduce((sum, count) => sum + count, 0) > present) return [];
  return [
    "No label is -1 (absent), so every AP is 1. A file that writes 0 for absent must be read so that 0 becomes -1.",
  ];
}

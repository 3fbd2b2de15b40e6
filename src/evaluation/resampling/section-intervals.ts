import { type Interval, intervalOf } from "./interval";
import type { ResampledSection } from "./resample";

/** 95% bootstrap intervals over the images of a section's figures; null where too few resamples have a value. */
export interface SectionIntervals {
  readonly resamples: number;
  readonly macro: Interval | null;
  readonly supportWeighted: Interval | null;
  /** Of the figures pooled over images and classes. */
  readonly atK: readonly {
    readonly k: number;
    readonly precision: Interval | null;
    readonly recall: Interval | null;
    readonly f1: Interval | null;
  }[];
  /** Of each class's AP, in the order of `perClass`. */
  readonly averagePrecision: readonly (Interval | null)[];
}

/** The intervals of a section's resampled figures. */
export function sectionIntervals(section: ResampledSection): SectionIntervals {
  const { columns, averagePrecision, classes } = section;
  return {
    resamples: columns - 1,
    macro: intervalOf(section.macro),
    supportWeighted: intervalOf(section.supportWeighted),
    atK: section.atK.map(({ k, precision, recall, f1 }) => ({
      k,
      precision: intervalOf(precision),
      recall: intervalOf(recall),
      f1: intervalOf(f1),
    })),
    averagePrecision: Array.from(classes, (_, place) =>
      intervalOf(averagePrecision.subarray(place * columns, (place + 1) * columns)),
    ),
  };
}

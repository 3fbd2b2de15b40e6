import type { Confusion } from "../metrics/confusions";
import type { MeanAveragePrecision } from "../metrics/mean-average-precision";
import type { Retrieval } from "../metrics/retrieval-at-k";
import type { SectionIntervals } from "../resampling/section-intervals";
import type { ProtocolName, SectionName } from "../scores/protocols";

/** All metrics of one run, as plain JSON: null wherever a metric has no value. */
export interface EvaluationReport {
  readonly protocol: ProtocolName;
  readonly images: number;
  readonly seenClasses: number;
  readonly unseenClasses: number;
  readonly sections: readonly SectionReport[];
  /** What makes the figures doubtful, in sentences. */
  readonly warnings: readonly string[];
}

/** The metrics over some of the classes, and over the images that count for them. */
export interface SectionReport {
  readonly section: SectionName;
  /** The images that count. */
  readonly images: number;
  /** The classes that compete for the K best. */
  readonly rankedClasses: number;
  readonly meanAveragePrecision: MeanAveragePrecision;
  readonly atK: readonly SectionAtK[];
  /** Seen and unseen classes separately within the same ranking, if the section has both. */
  readonly groups: SeenAndUnseen | null;
  readonly perClass: readonly ClassReport[];
  /** Null if the images were not resampled. */
  readonly intervals: SectionIntervals | null;
}

/** The K best classes of each image taken as predictions. */
export interface SectionAtK {
  readonly k: number;
  /** Counts pooled over all images and classes (micro). */
  readonly pooled: Retrieval;
  /** F1 of each class with a positive, averaged, every class weighted equally. */
  readonly macroF1: number | null;
  /** Images where the K-th and the next score are equal, so that the order of the classes decided. */
  readonly tiedImages: number;
  /** The classes most often predicted wrongly where another was missed; as many as requested. */
  readonly confusions: readonly Confusion[];
}

export interface SeenAndUnseen {
  readonly seen: GroupReport;
  readonly unseen: GroupReport;
  /** Harmonic means of the two groups' figures. */
  readonly harmonicMean: { readonly macro: number | null; readonly f1: readonly F1AtK[] };
}

export interface GroupReport {
  /** Mean AP of the group's classes, as the section's `macro`. */
  readonly macro: number | null;
  /** Pooled over all images and the group's classes: only predictions and labels of the group count. */
  readonly atK: readonly { readonly k: number; readonly pooled: Retrieval }[];
}

interface F1AtK {
  readonly k: number;
  readonly f1: number | null;
}

/** One class of a section. */
export interface ClassReport {
  /** The column of the scores. */
  readonly class: number;
  readonly seen: boolean;
  /** Images that count where its label is +1, and where it is +1 or -1. */
  readonly support: number;
  readonly annotated: number;
  /** Null without a positive. */
  readonly averagePrecision: number | null;
  /** Null if the class is not ranked in the section. */
  readonly atK:
    | readonly (Retrieval & { readonly k: number; readonly predicted: number; readonly hits: number })[]
    | null;
}

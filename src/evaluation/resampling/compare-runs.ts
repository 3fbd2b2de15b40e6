import { RegionaryError } from "../../errors";
import type { ResampledSection } from "./resample";
import { twoSidedP } from "./two-sided-p";

/** What another run over the same images changes in one section. */
export interface SectionComparison {
  readonly section: string;
  /** Of the mean AP over classes, every class weighted equally. */
  readonly macro: Difference | null;
  /** At each K that both have. */
  readonly atK: readonly { readonly k: number; readonly f1: Difference | null }[];
  /** Of the AP of each class that has one in both, in the order of the classes. */
  readonly perClass: readonly (Difference & { readonly class: number; readonly adjustedP: number })[];
}

/** What another run changes in the AP of one class. */
export type LabelDifference = SectionComparison["perClass"][number];

/** A metric of the second run minus that of the first. */
interface Difference {
  readonly first: number;
  readonly second: number;
  readonly difference: number;
  /** How much it varies between resamples of the images, both runs on the same ones. */
  readonly standardError: number;
  /** How probable a difference as large would be if the runs were alike (two-sided, normal). */
  readonly p: number;
}

/**
 * Compares two runs class by class, by resamples that drew the same images for both. `adjustedP` controls the
 * false discovery rate among the section's classes (Benjamini and Hochberg): of the classes below 0.05, one
 * in twenty is expected to differ by chance. Throws INVALID_INPUT if the runs are not paired.
 */
export function compareRuns(
  first: readonly ResampledSection[],
  second: readonly ResampledSection[],
): SectionComparison[] {
  if (first.length !== second.length) throw notPaired("their sections differ");
  return first.map((a, at) => {
    const b = second[at]!;
    if (a.section !== b.section || a.columns !== b.columns)
      throw notPaired("their sections or resamples differ");
    if (!sameClasses(a.classes, b.classes)) throw notPaired(`their classes differ in ${a.section}`);
    const perClass = [...a.classes].flatMap((label, place) => {
      const row = [place * a.columns, (place + 1) * a.columns] as const;
      const found = differenceOf(a.averagePrecision.subarray(...row), b.averagePrecision.subarray(...row));
      return found ? [{ class: label, ...found }] : [];
    });
    const adjusted = benjaminiHochberg(perClass.map(({ p }) => p));
    return {
      section: a.section,
      macro: differenceOf(a.macro, b.macro),
      atK: a.atK.flatMap(({ k, f1 }) => {
        const other = b.atK.find((at) => at.k === k);
        return other ? [{ k, f1: differenceOf(f1, other.f1) }] : [];
      }),
      perClass: perClass.map((found, place) => ({ ...found, adjustedP: adjusted[place]! })),
    };
  });
}

function differenceOf(a: ArrayLike<number>, b: ArrayLike<number>): Difference | null {
  const [first, second] = [a[0]!, b[0]!];
  const differences: number[] = [];
  for (let column = 1; column < a.length; column++) {
    const difference = b[column]! - a[column]!;
    if (!Number.isNaN(difference)) differences.push(difference);
  }
  if (Number.isNaN(first) || Number.isNaN(second) || differences.length < 2) return null;
  const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  const squares = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardError = Math.sqrt(squares / (differences.length - 1));
  const difference = second - first;
  return { first, second, difference, standardError, p: twoSidedP(difference, standardError) };
}

/** Each p times their number divided by its rank; of that and those of all larger p, the smallest. */
function benjaminiHochberg(ps: readonly number[]): number[] {
  const order = ps.map((_, place) => place).sort((a, b) => ps[b]! - ps[a]!);
  const adjusted: number[] = new Array(ps.length);
  let smallest = 1;
  for (const [place, at] of order.entries()) {
    smallest = Math.min(smallest, (ps[at]! * ps.length) / (ps.length - place));
    adjusted[at] = smallest;
  }
  return adjusted;
}

function sameClasses(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((label, place) => label === b[place]);
}

function notPaired(reason: string): RegionaryError {
  return new RegionaryError(
    "INVALID_INPUT",
    `These runs cannot be compared: ${reason}. Both must be measured on the same images, classes, protocol and seed.`,
  );
}

import { RegionaryError } from "../../../errors";
import { cutOff } from "../../../evaluation/probability/calibration";
import type { ValidatedCalibration } from "../../../evaluation/probability/validated-calibration";
import type { ClassReport, SectionReport } from "../../../evaluation/report/report";
import type { RunReport } from "../../../evaluation/report/run-report";
import type { SectionName } from "../../../evaluation/scores/protocols";

/** A report's section; NOT_FOUND lists those that exist. */
export function sectionOf(report: RunReport, name: SectionName): SectionReport {
  const found = report.sections.find(({ section }) => section === name);
  if (found) return found;
  const names = report.sections.map(({ section }) => section).join(", ");
  throw new RegionaryError("NOT_FOUND", `The run has no section ${name}. There are: ${names || "none"}.`);
}

/** The classes with a positive, lowest AP first; equal ones by more positives, then by position. */
export function worstClasses(section: SectionReport, first: number): ClassReport[] {
  const valued = section.perClass.filter(({ averagePrecision }) => averagePrecision !== null);
  return valued
    .sort((a, b) => a.averagePrecision! - b.averagePrecision! || b.support - a.support || a.class - b.class)
    .slice(0, first);
}

/** For each of some labels, the lowest score at which it is present with a given probability between 0 and 1. */
export function cutOffs(
  { calibration }: ValidatedCalibration,
  probability: number,
  positions: readonly number[],
): { position: number; score: number | null; isOwn: boolean }[] {
  return positions.map((position) => ({
    position,
    score: cutOff(calibration, probability, position),
    isOwn: (calibration.offsets[position] ?? null) !== null,
  }));
}

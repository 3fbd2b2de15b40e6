import { RegionaryError } from "../../../errors";
import { cutOff } from "../../../evaluation/probability/calibration";
import type { ValidatedCalibration } from "../../../evaluation/probability/validated-calibration";
import type { ClassReport, SectionReport } from "../../../evaluation/report/report";
import type { RunReport } from "../../../evaluation/report/run-report";
import type { SectionName } from "../../../evaluation/scores/protocols";

/** A report's section; NOT_FOUND names those there are. */
export function sectionOf(report: RunReport, name: SectionName): SectionReport {
  const found = report.sections.find(({ section }) => section === name);
  if (found) return found;
  const names = report.sections.map(({ section }) => section).join(", ");
  throw new RegionaryError("NOT_FOUND", `The run has no section ${name}; it has ${names || "none"}.`);
}

/** The classes with a positive, those of the lowest AP first; of equal ones those of more positives, then by position. */
export function worstClasses(section: SectionReport, first: number): ClassReport[] {
  const valued = section.perClass.filter(({ averagePrecision }) => averagePrecision !== null);
  return valued
    .sort((a, b) => a.averagePrecision! - b.averagePrecision! || b.support - a.support || a.class - b.class)
    .slice(0, first);
}

/** The lowest score of each of some labels at which it is there with a probability between 0 and 1. */
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

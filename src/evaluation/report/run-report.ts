import { mostWrongImages, type WrongImage } from "../metrics/most-wrong-images";
import { type ValidatedCalibration, validatedCalibration } from "../probability/validated-calibration";
import { type EvaluationData, sectionData } from "../scores/evaluation-data";
import type { SectionName } from "../scores/protocols";
import { evaluate } from "./evaluate";
import type { EvaluationReport } from "./report";

/** Kept of each section. */
const MOST_WRONG_IMAGES = 100;
const CONFUSIONS = 20;

/** All that is kept of a run as figures: plain JSON, the same bytes for the same scores. */
export interface RunReport extends EvaluationReport {
  readonly mostWrong: readonly { readonly section: SectionName; readonly images: readonly WrongImage[] }[];
  readonly calibration: ValidatedCalibration | null;
}

export function runReport(data: EvaluationData, resamples: number): RunReport {
  return {
    ...evaluate(data, { resamples, confusions: CONFUSIONS }),
    mostWrong: data.plan.sections.map(({ definition }, at) => ({
      section: definition.name,
      images: mostWrongImages(data, sectionData(data, at), MOST_WRONG_IMAGES),
    })),
    calibration: validatedCalibration(data),
  };
}

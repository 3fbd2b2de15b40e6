import { isRegionaryError } from "../../errors";
import { type EvaluationData, type SectionData, sectionData } from "../scores/evaluation-data";
import { type Calibration, fitCalibration } from "./calibration";
import { measureReliability, type Reliability } from "./reliability";

/** One image in this many belongs to the validation part. */
const VALIDATION_PERIOD = 5;

/** A calibration fitted on the validation part, and its reliability on the images that it was not fitted on. */
export interface ValidatedCalibration {
  readonly calibration: Calibration;
  readonly reliability: Reliability;
}

/**
 * Every fifth image, from the first on, is the validation part. Null if that has no label of +1, or none of
 * -1.
 */
export function validatedCalibration(data: EvaluationData): ValidatedCalibration | null {
  // The section with the most classes, so that as many as possible have an offset of their own.
  const sizes = data.plan.sections.map(({ classes }) => classes.length);
  const at = sizes.indexOf(Math.max(...sizes));
  if (at < 0) return null;
  const section = sectionData(data, at);
  try {
    const calibration = fitCalibration(data, partOf(section, data.images, true));
    const reliability = measureReliability(calibration, data, partOf(section, data.images, false));
    return { calibration, reliability };
  } catch (error) {
    if (isRegionaryError(error) && error.code === "INVALID_INPUT") return null;
    throw error;
  }
}

function partOf(section: SectionData, images: number, validates: boolean): SectionData {
  const counts = new Uint8Array(images);
  for (let image = 0; image < images; image++) {
    const isIn = (image % VALIDATION_PERIOD === 0) === validates;
    counts[image] = isIn && section.counts?.[image] !== 0 ? 1 : 0;
  }
  return { ...section, counts, images: counts.reduce((sum, one) => sum + one, 0) };
}

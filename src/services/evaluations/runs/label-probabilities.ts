import { probabilityOf } from "../../../evaluation/probability/calibration";
import type { ServiceContext } from "../../context";
import { type CalibrationKey, findCalibration } from "./find-calibration";

/** The score of the label at a position of a vocabulary. */
export interface ScoreKey extends CalibrationKey {
  readonly position: number;
  readonly score: number;
}

/** The probabilities that labels with such scores are present; null where the model version has no calibration. */
export async function labelProbabilities(
  context: Pick<ServiceContext, "db" | "evaluations">,
  scores: readonly ScoreKey[],
): Promise<(number | null)[]> {
  const calibrations = new Map<string, ReturnType<typeof findCalibration>>();
  return Promise.all(
    scores.map(async ({ position, score, ...key }) => {
      const name = `${key.modelVersionId} ${key.vocabularyId}`;
      const finding = calibrations.get(name) ?? findCalibration(context, key);
      calibrations.set(name, finding);
      const found = await finding;
      return found && probabilityOf(found.calibration.calibration, score, position);
    }),
  );
}

import { probabilityOf } from "../../../evaluation/probability/calibration";
import type { ModelVersionRow } from "../../../storage/models/model-versions";
import type { ServiceContext } from "../../context";
import { type CalibrationKey, findCalibration } from "./find-calibration";

/** The score of the label at a position of a vocabulary. */
export interface ScoreKey extends CalibrationKey {
  readonly position: number;
  readonly score: number;
}

/**
 * The probabilities that labels with such scores are present: by the model version's calibration, or else as the model
 * itself defines its scores; null where it leaves that to a calibration.
 */
export async function labelProbabilities(
  context: Pick<ServiceContext, "db" | "evaluations" | "models">,
  scores: readonly ScoreKey[],
): Promise<(number | null)[]> {
  const calibrations = new Map<string, ReturnType<typeof findCalibration>>();
  return Promise.all(
    scores.map(async ({ position, score, ...key }) => {
      const name = `${key.modelVersionId} ${key.vocabularyId}`;
      const finding = calibrations.get(name) ?? findCalibration(context, key);
      calibrations.set(name, finding);
      const found = await finding;
      return found
        ? probabilityOf(found.calibration.calibration, score, position)
        : ownProbability(await context.models.byId(key.modelVersionId), score);
    }),
  );
}

function ownProbability({ description }: ModelVersionRow, score: number): number | null {
  return description.score.probability === "sigmoid" ? 1 / (1 + Math.exp(-score)) : null;
}

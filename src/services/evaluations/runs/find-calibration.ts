import type { ValidatedCalibration } from "../../../evaluation/probability/validated-calibration";
import { type EvaluationRunRow, findCalibratingRun } from "../../../storage/evaluations/evaluation-runs";
import { findVocabularies } from "../../../storage/vocabularies/vocabularies";
import type { ServiceContext } from "../../context";

/** Whose scores of which labels to calibrate. */
export interface CalibrationKey {
  readonly modelVersionId: string;
  /** Null for labels of none. */
  readonly vocabularyId: string | null;
}

/**
 * The calibration of a model version's scores of a vocabulary's labels, by its latest run over that
 * vocabulary; else by its latest over any, with the common offset for every label. An 8-bit version without such a
 * run has that of its float32 version. Runs with too few labels for a calibration do not count, and one by which a higher
 * score is less probable only where there is no other; null if there is none.
 */
export async function findCalibration(
  { db, evaluations }: Pick<ServiceContext, "db" | "evaluations">,
  { modelVersionId, vocabularyId }: CalibrationKey,
): Promise<{ readonly run: EvaluationRunRow; readonly calibration: ValidatedCalibration } | null> {
  const found = await findCalibratingRun(db, modelVersionId, vocabularyId);
  const { calibration } = (found && (await evaluations.reportOf(found.run.id))) ?? {};
  if (!found || !calibration) return null;
  if (found.hasVocabulary) return { run: found.run, calibration };
  const [vocabulary] = vocabularyId === null ? [] : await findVocabularies(db, [vocabularyId]);
  if (vocabularyId !== null && !vocabulary) return null;
  const offsets = new Array<null>(vocabulary?.labelCount ?? 0).fill(null);
  return {
    run: found.run,
    calibration: { ...calibration, calibration: { ...calibration.calibration, offsets } },
  };
}

import type { Line } from "../../../search/ranking/ranked-query";
import type { ModelVersionRow } from "../../../storage/models/model-versions";
import type { ServiceContext } from "../../context";
import { findCalibration } from "../../evaluations/runs/find-calibration";

/** A label of a vocabulary, or of none. */
interface LabelPlace {
  readonly vocabularyId: string | null;
  /** In the vocabulary; of no account without one. */
  readonly position: number;
}

/**
 * The line of each label, as `labelProbabilities` uses it; null where the model leaves that to a calibration and has none,
 * or one by which a higher score is less probable.
 */
export async function labelLines(
  context: Pick<ServiceContext, "db" | "evaluations">,
  model: ModelVersionRow,
  labels: readonly LabelPlace[],
): Promise<(Line | null)[]> {
  const lines: (Line | null)[] = [];
  for (const { vocabularyId, position } of labels) {
    const found = await findCalibration(context, { modelVersionId: model.id, vocabularyId });
    if (!found) {
      lines.push(model.description.score.probability === "sigmoid" ? { slope: 1, offset: 0 } : null);
      continue;
    }
    const { slope, offset, offsets } = found.calibration.calibration;
    const own = vocabularyId === null ? null : offsets[position];
    lines.push(slope > 0 ? { slope, offset: own ?? offset } : null);
  }
  return lines;
}

/** The probability of a score by a line. */
export function probabilityBy(line: Line | null, score: number): number | null {
  return line && 1 / (1 + Math.exp(-(line.slope * score + line.offset)));
}

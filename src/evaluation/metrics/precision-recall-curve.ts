import type { EvaluationData, SectionData } from "../scores/evaluation-data";
import { joinedScores } from "../scores/joined-scores";
import { countedPieces, positiveScores } from "./class-average-precisions";
import { averageOverThresholds, countReached, thresholdsOf } from "./thresholds";

/** One ranking of known labels, read at each score that a positive has, the highest first. */
export interface PrecisionRecallCurve {
  readonly recall: Float64Array; // [T], rising
  readonly precision: Float64Array; // [T]
  /** The area under the curve that has a point's precision from the recall before it on; null without a positive. */
  readonly averagePrecision: number | null;
  readonly positives: number;
  /** How many pairs of an image and a class are ranked. */
  readonly known: number;
}

/**
 * The curve of one class, or of several in one ranking (micro). Equal scores are one threshold, so one point;
 * images that do not count and unknown labels take no part.
 */
export function precisionRecallCurve(
  data: EvaluationData,
  section: SectionData,
  classes: Uint32Array,
): PrecisionRecallCurve {
  const scores = [...classes].map((label) => positiveScores(data, section, label));
  const thresholds = thresholdsOf(joinedScores(scores));
  const { length } = thresholds.values;
  const reached = new Uint32Array(length + 1);
  let known = 0;
  for (const label of classes) {
    for (const { scores: piece, from, to } of countedPieces(data, section, label)) {
      for (let place = from; place < to; place++) if (!Number.isNaN(piece[place])) known++;
      if (length > 0) countReached(thresholds, piece, from, to, reached);
    }
  }
  const positives = thresholds.positives.reduce((sum, count) => sum + count, 0);
  const recall = new Float64Array(length);
  const precision = new Float64Array(length);
  let [found, ranked] = [0, 0];
  for (let point = 0; point < length; point++) {
    const at = length - 1 - point; // thresholds rise
    found += thresholds.positives[at]!;
    ranked += reached[at + 1]!;
    recall[point] = found / positives;
    precision[point] = found / ranked;
  }
  const averagePrecision = length > 0 ? averageOverThresholds(thresholds.positives, reached) : null;
  return { recall, precision, averagePrecision, positives, known };
}

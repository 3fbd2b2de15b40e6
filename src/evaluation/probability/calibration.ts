import { RegionaryError } from "../../errors";
import { eachKnown } from "../scores/each-known";
import type { EvaluationData, SectionData } from "../scores/evaluation-data";
import { type BinnedScores, binScores, fitLine, fitOffset } from "./logistic-fit";

/**
 * A map from a score to the probability that the label is present: 1 / (1 + exp(-(slope * score + offset))).
 * One slope for all labels, and an offset for each that the validation part has, pulled toward the common one
 * the fewer examples there are; a label that it lacks (of any other vocabulary) takes the common one. Plain
 * JSON.
 */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
  /** By column; null for a column without a known label. */
  readonly offsets: readonly (number | null)[];
  /** What it was fitted on: pairs of an image and a class with a known label, and those of them with +1. */
  readonly pairs: number;
  readonly positives: number;
}

/**
 * Fits the map on the known labels of a section of a validation part: by maximum likelihood, with Platt's
 * smoothed targets, so that labels that a score separates perfectly give finite numbers. Throws INVALID_INPUT
 * without both a +1 and a -1, and for infinite scores, which no line maps to a probability.
 */
export function fitCalibration(data: EvaluationData, section: SectionData): Calibration {
  const { classes } = section.plan;
  const counts = [0, 0]; // of -1 and +1
  let [sum, squares] = [0, 0];
  for (const label of classes)
    eachKnown(data, section, label, (score, isPositive) => {
      sum += score;
      squares += score * score;
      counts[isPositive]!++;
    });
  const [negatives, positives] = counts as [number, number];
  const pairs = negatives + positives;
  if (positives === 0 || negatives === 0)
    throw new RegionaryError(
      "INVALID_INPUT",
      `A calibration needs labels of +1 and of -1 in the validation part; got ${positives} and ${negatives}.`,
    );
  if (!Number.isFinite(sum))
    throw new RegionaryError("INVALID_INPUT", "A calibration needs finite scores; got an infinite one.");
  const mean = sum / pairs;
  const deviation = Math.sqrt(Math.max(squares / pairs - mean * mean, 0)) || 1;
  const binned = new Map<number, BinnedScores>();
  for (const label of classes) binned.set(label, binScores(data, section, label, { mean, deviation }));
  const line = fitLine([...binned.values()], { positives, negatives });
  const offsets = data.plan.seen.map((_, label) => {
    const ofClass = binned.get(label);
    return ofClass && ofClass.bins.length > 0
      ? fitOffset(ofClass, line) - (line.slope * mean) / deviation
      : null;
  });
  const slope = line.slope / deviation;
  return { slope, offset: line.offset - slope * mean, offsets, pairs, positives };
}

/** The probability of a label by its score; `column` is null for one that was not in the validation part. */
export function probabilityOf(
  { slope, offset, offsets }: Calibration,
  score: number,
  column: number | null,
): number {
  const own = column === null ? null : offsets[column];
  return 1 / (1 + Math.exp(-(slope * score + (own ?? offset))));
}

/**
 * The lowest score at which a label is present with a probability between 0 and 1. Null if scores do not rise
 * with the probability, so that no score is a cut-off.
 */
export function cutOff(
  { slope, offset, offsets }: Calibration,
  probability: number,
  column: number | null,
): number | null {
  if (!(probability > 0 && probability < 1))
    throw new RegionaryError(
      "INVALID_INPUT",
      `A cut-off needs a probability between 0 and 1, not ${probability}.`,
    );
  const own = column === null ? null : offsets[column];
  return slope > 0 ? (Math.log(probability / (1 - probability)) - (own ?? offset)) / slope : null;
}

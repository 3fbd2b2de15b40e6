import type { EvaluationData, SectionData } from "../scores/evaluation-data";
import type { ColumnPiece } from "../scores/score-columns";
import { averageOverThresholds, countReached, thresholdsOf } from "./thresholds";

/** AP of classes over the section's images where their label is known; NaN for one without a positive. */
export function classAveragePrecisions(
  data: EvaluationData,
  section: SectionData,
  classes: Uint32Array,
): Float64Array {
  return Float64Array.from(classes, (label) => {
    const thresholds = thresholdsOf(positiveScores(data, section, label));
    if (thresholds.values.length === 0) return Number.NaN;
    const reached = new Uint32Array(thresholds.values.length + 1);
    for (const { scores, from, to } of countedPieces(data, section, label))
      countReached(thresholds, scores, from, to, reached);
    return averageOverThresholds(thresholds.positives, reached);
  });
}

/** The scores of a class in the images that count and where it is present. */
export function positiveScores(
  { positivesByClass: { starts, entries }, columns }: EvaluationData,
  { counts }: SectionData,
  label: number,
): Float32Array {
  const images = entries.subarray(starts[label], starts[label + 1]);
  const counted = counts ? images.filter((image) => counts[image] === 1) : images;
  const scores = new Float32Array(counted.length);
  for (let place = 0; place < counted.length; place++)
    scores[place] = columns.scoreOf(counted[place]!, label);
  return scores;
}

type Piece = Pick<ColumnPiece, "scores" | "from" | "to">;

/** The scores of a class in the images that count. */
export function countedPieces(
  { columns }: EvaluationData,
  { counts }: SectionData,
  label: number,
): readonly Piece[] {
  const pieces = columns.column(label);
  if (!counts) return pieces;
  return pieces.map(({ scores, from, to, images, firstImage }) => {
    const counted = scores
      .subarray(from, to)
      .filter((_, place) => counts[images ? images[from + place]! : firstImage + place] === 1);
    return { scores: counted, from: 0, to: counted.length };
  });
}

import { RegionaryError } from "../../errors";
import { checkLabels, type SparseLabels } from "./labels";

/** Throws INVALID_INPUT unless there is a number for every class of every labeled image. */
export function checkScores(scores: Float32Array, labels: SparseLabels, classes: number): void {
  const images = scores.length / classes;
  if (!Number.isInteger(images))
    throw invalid(`expected whole rows of ${classes} scores; got ${scores.length}`);
  checkLabels(labels, images, classes);
  checkNumbers(scores, classes);
}

/** Throws INVALID_INPUT for NaN, which has no rank. */
export function checkNumbers(scores: Float32Array, rowLength: number): void {
  for (let place = 0; place < scores.length; place++) {
    const score = scores[place]!;
    // biome-ignore lint/suspicious/noSelfCompare: NaN alone differs from itself, and this runs 100 million times
    if (score !== score)
      throw invalid(
        `the score at [${Math.floor(place / rowLength)}, ${place % rowLength}] is NaN, which has no rank`,
      );
  }
}

function invalid(reason: string): RegionaryError {
  return new RegionaryError("INVALID_INPUT", `These scores cannot be evaluated: ${reason}.`);
}

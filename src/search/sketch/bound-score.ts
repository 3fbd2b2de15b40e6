import type { ProjectedTerm } from "./project-classifier";
import { type SketchLayout, sketchPlaces } from "./sketch-layout";

/** How a model makes a score of a label's responses. */
export interface ScoreRule {
  /** k: the score is the mean of the k best responses of regions, */
  readonly topRegions: number;
  /** and this share of the whole picture's instead of them; null where sketches have no such row. */
  readonly share: number | null;
  readonly bias: number;
}

/** Between which numbers a score lies, and what it probably is. */
export interface ScoreBound {
  readonly lower: number;
  readonly estimate: number;
  readonly upper: number;
}

/**
 * Bounds the score of a sketched image, in double precision: what the scan computes must be no narrower. The score
 * that a model's own graph computes in float32 lies within, whatever the order of its sums.
 */
export function boundScore(
  layout: SketchLayout,
  sketch: Uint8Array,
  { values, norms, offset }: ProjectedTerm,
  { topRegions, share, bias }: ScoreRule,
): ScoreBound {
  const { rows, dims, blocks } = layout;
  const places = sketchPlaces(layout);
  const view = new DataView(sketch.buffer, sketch.byteOffset, sketch.byteLength);
  const scale = (index: number) => view.getFloat32(places.scales + 4 * index, true);
  const response = (row: number): ScoreBound => {
    let product = 0;
    for (let dim = 0; dim < dims; dim++)
      product += values[dim]! * view.getInt8(places.values + row * dims + dim);
    let error = 0;
    for (let block = 0; block < blocks; block++) {
      const norm = sketch[places.norms + block * places.normsPerBlock + row]!;
      error += norms[block]! * scale(1 + block) * norm;
    }
    const estimate = offset + scale(0) * product;
    return { lower: estimate - error, estimate, upper: estimate + error };
  };
  const responses = Array.from({ length: rows }, (_, row) => response(row));
  const whole = share === null ? null : response(rows);
  const scoreOf = (of: keyof ScoreBound) => {
    const best = responses.map((each) => each[of]).sort((a, b) => b - a);
    const mean = best.slice(0, topRegions).reduce((sum, value) => sum + value, 0) / topRegions;
    return (share === null ? mean : share * whole![of] + (1 - share) * mean) + bias;
  };
  const rounding = Math.abs(bias) * 2 ** -22; // of the float32 sum with the bias
  return {
    lower: scoreOf("lower") - rounding,
    estimate: scoreOf("estimate"),
    upper: scoreOf("upper") + rounding,
  };
}

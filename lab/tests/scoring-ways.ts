import type { ScoreFeatures } from "../training/train-baseline";

/** The trained model's outputs for one picture. */
export interface PictureAnswer {
  readonly logits: Float32Array; // [C]
  readonly maps: readonly Float32Array[]; // [C][P]
  /** The backbone's features at each place, and their mean over the picture. */
  readonly features: readonly Float32Array[]; // [P][F]
  readonly pooled: Float32Array; // [F]
}

/** A score for each label, and a label's map. */
interface PictureScores {
  readonly logits: ArrayLike<number>; // [C]
  mapOf(label: number): ArrayLike<number>; // [P]
}

/** How labels are scored and mapped from the model's outputs. */
export type ScoringWay = (answer: PictureAnswer) => PictureScores;

/** As the model itself does. */
export const asTheModel: ScoringWay = ({ logits, maps }) => ({ logits, mapOf: (label) => maps[label]! });

/** The same maps, but a label's score is its largest response alone. */
export const byBestRegion: ScoringWay = ({ maps }) => ({
  logits: maps.map((map) => Math.max(...map)),
  mapOf: (label) => maps[label]!,
});

/** The same maps, but a label's score is the mean of all its responses. */
export const byAllRegions: ScoringWay = ({ maps }) => ({
  logits: maps.map((map) => map.reduce((sum, value) => sum + value) / map.length),
  mapOf: (label) => maps[label]!,
});

/** The baseline on the same features: the picture by their mean, the map place by place. */
export function byBaseline(score: ScoreFeatures): ScoringWay {
  return ({ features, pooled }) => {
    const places = features.map(score);
    return { logits: score(pooled), mapOf: (label) => places.map((scores) => scores[label]!) };
  };
}

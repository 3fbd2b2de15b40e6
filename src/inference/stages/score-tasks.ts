import type { ScoreModel } from "./score-model";

/** A vocabulary for the score lane; its numbers are included only when the lane asks for them. */
export interface ScoredVocabulary {
  readonly key: string;
  readonly count: number;
  readonly of: "vectors" | "classifiers";
  readonly numbers: Float32Array | null; // [C, W], or [C, R]
}

/** The most that the score thread keeps of vocabularies as classifiers. */
export const KEPT_CLASSIFIER_BYTES = 256 * 2 ** 20;

/** Those that it keeps. */
export interface KeptClassifiers {
  readonly vocabularies: number;
  readonly bytes: number;
}

/** The tasks of the score thread. Logits of null ask for the vocabulary's numbers. */
export type ScoreTasks = {
  open: { message: ScoreModel; result: null };
  /** Forgets a model and the sessions that no other model uses. */
  close: { message: { key: string }; result: null };
  score: {
    message: {
      model: ScoreModel;
      vocabulary: ScoredVocabulary;
      regions: readonly Uint16Array[]; // [N, P, R], float16, in parts that follow one another
      count: number;
    };
    result: { logits: Float32Array | null; kept: KeptClassifiers }; // [N, C]
  };
  classifiers: {
    message: { model: ScoreModel; vectors: Float32Array; count: number }; // [C, W]
    result: Float32Array; // [C, R]
  };
  maps: {
    message: { model: ScoreModel; regions: Uint16Array; vectors: Float32Array; count: number }; // [P, R], [L, W]
    result: Float32Array; // [P, L]
  };
};

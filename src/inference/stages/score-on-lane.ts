import { RegionaryError } from "../../errors";
import type { Lane } from "../../threads/lane";
import type { ScoreModel } from "./score-model";
import type { KeptClassifiers, ScoreTasks } from "./score-tasks";

/** A vocabulary as a model takes it; `key` stands for its content. */
export interface VocabularyVectors {
  readonly key: string;
  /** C, the number of labels. */
  readonly count: number;
  readonly vectors: Float32Array; // [C, W], of any length each
}

/** The same as its score graph does, whatever they were made of; its key is that of no vectors. */
export interface Classifiers {
  readonly key: string;
  readonly count: number;
  readonly classifiers: Float32Array; // [C, R]
}

/** The logits [N, C], and whether the lane still had the vocabulary's classifiers. */
export interface ScoredOnLane {
  readonly logits: Float32Array;
  readonly wasKept: boolean;
  readonly kept: KeptClassifiers;
}

/**
 * Scores regions, float16 [N, P, R] in parts that follow one another, against a vocabulary. The lane
 * remembers the vocabularies it was used with; their numbers are sent only when it does not.
 */
export async function scoreOnLane(
  lane: Lane<ScoreTasks>,
  model: ScoreModel,
  vocabulary: VocabularyVectors | Classifiers,
  count: number,
  regions: readonly Uint16Array[],
): Promise<ScoredOnLane> {
  const { key, count: labels } = vocabulary;
  const [of, given] =
    "vectors" in vocabulary
      ? (["vectors", vocabulary.vectors] as const)
      : (["classifiers", vocabulary.classifiers] as const);
  const ask = (numbersOf: () => Float32Array<ArrayBuffer> | null) =>
    lane.call("score", () => {
      const numbers = numbersOf();
      return {
        value: { model, vocabulary: { key, count: labels, of, numbers }, regions, count },
        transfer: numbers ? [numbers.buffer] : [],
      };
    });
  const first = await ask(() => null);
  const wasKept = first.logits !== null;
  const { logits, kept } = wasKept ? first : await ask(() => given.slice());
  if (logits === null) {
    throw new RegionaryError("LANE_FAILED", "The score lane asked for numbers that it was just given.");
  }
  return { logits, wasKept, kept };
}

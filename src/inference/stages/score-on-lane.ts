import { RegionaryError } from "../../errors";
import type { Lane } from "../../threads/lane";
import type { ScoreModel } from "./score-model";
import type { ScoreTasks } from "./score-tasks";

/** A vocabulary as a model takes it; `key` stands for its content. */
export interface VocabularyVectors {
  readonly key: string;
  /** C, the number of labels. */
  readonly count: number;
  readonly vectors: Float32Array; // [C, W], of any length each
}

/**
 * Scores regions, float16 [N, P, R] in parts that follow one another, against a vocabulary: logits [N, C]. The lane
 * remembers the vocabularies it was used with; vectors are sent only when it does not.
 */
export async function scoreOnLane(
  lane: Lane<ScoreTasks>,
  model: ScoreModel,
  vocabulary: VocabularyVectors,
  count: number,
  regions: readonly Uint16Array[],
): Promise<Float32Array> {
  const { key, count: labels } = vocabulary;
  const ask = (vectorsOf: () => Float32Array<ArrayBuffer> | null) =>
    lane.call("score", () => {
      const vectors = vectorsOf();
      return {
        value: { model, vocabulary: { key, count: labels, vectors }, regions, count },
        transfer: vectors ? [vectors.buffer] : [],
      };
    });
  const logits = (await ask(() => null)) ?? (await ask(() => vocabulary.vectors.slice()));
  if (logits === null) {
    throw new RegionaryError("LANE_FAILED", "The score lane asked for vectors that it was just given.");
  }
  return logits;
}

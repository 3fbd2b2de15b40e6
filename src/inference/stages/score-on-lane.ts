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
 * Scores regions, float16 [N, P, R], against a vocabulary: logits [N, C]. The lane remembers the vocabularies
 * it was used with; vectors are sent only when it does not. `regionsOf` gives memory that is moved to the
 * lane, or shared.
 */
export async function scoreOnLane(
  lane: Lane<ScoreTasks>,
  model: ScoreModel,
  vocabulary: VocabularyVectors,
  count: number,
  regionsOf: () => Uint16Array,
): Promise<Float32Array> {
  const { key, count: labels } = vocabulary;
  const ask = (vectorsOf: () => Float32Array<ArrayBuffer> | null) =>
    lane.call("score", () => {
      const regions = regionsOf();
      const vectors = vectorsOf();
      const buffers = [regions.buffer, ...(vectors ? [vectors.buffer] : [])];
      return {
        value: { model, vocabulary: { key, count: labels, vectors }, regions, count },
        transfer: buffers.filter((buffer) => buffer instanceof ArrayBuffer),
      };
    });
  const logits = (await ask(() => null)) ?? (await ask(() => vocabulary.vectors.slice()));
  if (logits === null) {
    throw new RegionaryError("LANE_FAILED", "The score lane asked for vectors that it was just given.");
  }
  return logits;
}

import { RegionaryError } from "../errors";
import type { Lane } from "./lane";
import type { ScoredVocabulary, ScoreModel, ScoreTasks } from "./lane-tasks";
import type { Parcel } from "./thread-messages";

/** A vocabulary as a model takes it; `key` stands for its content. */
export interface VocabularyVectors {
  readonly key: string;
  /** C, the number of labels. */
  readonly count: number;
  readonly vectors: Float32Array; // [C, W], of any length each
}

/** Scores regions, float32 or float16 [N, P, R], against a vocabulary: logits [N, C]. */
export async function scoreOnLane(
  lane: Lane<ScoreTasks>,
  model: ScoreModel,
  vocabulary: VocabularyVectors,
  count: number,
  regionsOf: () => Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>,
): Promise<Float32Array> {
  return askWithVectors(vocabulary, (given) =>
    lane.call("score", () => {
      const regions = regionsOf();
      const { value, transfer } = given();
      return {
        value: { model, vocabulary: value, regions, count },
        transfer: [...transfer, regions.buffer],
      };
    }),
  );
}

/** A vocabulary's classifiers [C, R]. */
export async function classifyOnLane(
  lane: Lane<ScoreTasks>,
  model: ScoreModel,
  vocabulary: VocabularyVectors,
): Promise<Float32Array> {
  return askWithVectors(vocabulary, (given) =>
    lane.call("classifiers", () => {
      const { value, transfer } = given();
      return { value: { model, vocabulary: value }, transfer };
    }),
  );
}

/** The lane remembers the vocabularies it was used with; only when it does not, the vectors are sent. */
async function askWithVectors<R>(
  { key, count, vectors }: VocabularyVectors,
  ask: (given: () => Parcel<ScoredVocabulary>) => Promise<R | null>,
): Promise<R> {
  const answer =
    (await ask(() => ({ value: { key, count, vectors: null }, transfer: [] }))) ??
    (await ask(() => {
      const copy = vectors.slice();
      return { value: { key, count, vectors: copy }, transfer: [copy.buffer] };
    }));
  if (answer === null) {
    throw new RegionaryError("LANE_FAILED", "The score lane asked for vectors that it was just given.");
  }
  return answer;
}

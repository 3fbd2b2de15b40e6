import { type Batcher, createBatcher } from "../../batcher/batcher";
import type { Lane } from "../../threads/lane";
import type { ScoreModel } from "../stages/score-model";
import type { ScoredOnLane } from "../stages/score-on-lane";
import type { ScoreTasks } from "../stages/score-tasks";
import { MAX_QUEUED, oneByOne } from "./one-by-one";
import { imagesScored, type ScoreItem, scoreBatch } from "./score-batch";
import type { ScoreLimits } from "./score-limits";

/** The most images scored together. */
export const MAX_SCORE_BATCH = 32;

interface MapsItem {
  readonly model: ScoreModel;
  readonly regions: Uint16Array; // [P, R]
  readonly vectors: Float32Array; // [L, W]
}

interface ClassifierItem {
  readonly model: ScoreModel;
  readonly vectors: Float32Array; // [C, W]
}

/** The queues for the score thread. */
export interface ScoreQueues {
  /** The logits of an item's images, one after another. */
  readonly score: Batcher<ScoreItem, Float32Array>;
  /** The classifiers of an item's labels. */
  readonly classifiers: Batcher<ClassifierItem, Float32Array>;
  readonly maps: Batcher<MapsItem, Float32Array>;
}

/** `onScored` is told how many images were scored, and how. */
export function createScoreQueues(
  lane: Lane<ScoreTasks>,
  limits: ScoreLimits,
  onScored: (images: number, scored: ScoredOnLane) => void,
): ScoreQueues {
  return {
    score: createBatcher({
      name: "score",
      maxBatch: MAX_SCORE_BATCH,
      lanes: 1,
      maxQueued: MAX_QUEUED,
      groupOf: ({ model, vocabulary }) => `${model.key}\n${vocabulary.key}`,
      limitsOf: ({ model, vocabulary }) => limits.of(model.key, vocabulary.count),
      onFailure: "split",
      runBatch: (items) => {
        const images = items.reduce((sum, item) => sum + imagesScored(item), 0);
        return scoreBatch(lane, items, (scored) => onScored(images, scored));
      },
    }),
    classifiers: oneByOne("classifiers", 1, ({ model, vectors }) =>
      lane.call("classifiers", () => {
        const copy = vectors.slice();
        const count = vectors.length / model.labels.size;
        return { value: { model, vectors: copy, count }, transfer: [copy.buffer] };
      }),
    ),
    maps: oneByOne("maps", 1, ({ model, regions, vectors }) =>
      lane.call("maps", () => {
        const halves = regions.slice();
        const copy = vectors.slice();
        const count = vectors.length / model.labels.size;
        return {
          value: { model, regions: halves, vectors: copy, count },
          transfer: [halves.buffer, copy.buffer],
        };
      }),
    ),
  };
}

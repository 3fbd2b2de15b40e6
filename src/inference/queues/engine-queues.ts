import type { EngineLanes } from "../stages/engine-lanes";
import type { ScoredOnLane } from "../stages/score-on-lane";
import type { EncodeLimits } from "./encode-limits";
import { createEncodeQueues, type EncodeQueues } from "./encode-queues";
import { createPixelQueues, type PixelQueues } from "./pixel-queues";
import type { ScoreLimits } from "./score-limits";
import { createScoreQueues, type ScoreQueues } from "./score-queues";
import { createTextQueue, type TextQueue } from "./text-queue";

/** The queues in front of the lanes. */
export interface EngineQueues extends PixelQueues, EncodeQueues, ScoreQueues {
  readonly text: TextQueue;
}

/** The measurements of the loaded models, by stage. */
export interface EngineLimits {
  readonly encode: EncodeLimits;
  readonly score: ScoreLimits;
}

/** The limits of the queues: images encoded together, lanes to encode on, pictures decoded at a time. */
interface QueueSizes {
  readonly maxBatch: number;
  readonly encodeLanes: number;
  readonly decodes: number;
}

/** Callbacks for images that were encoded from pixels, and for images that were scored. */
interface ImageCounters {
  encoded(images: number): void;
  scored(images: number, how: ScoredOnLane): void;
}

/** Puts a queue in front of each kind of work. */
export function createQueues(
  { pixels, encode, score, text }: EngineLanes,
  limits: EngineLimits,
  { maxBatch, encodeLanes, decodes }: QueueSizes,
  { encoded, scored }: ImageCounters,
): EngineQueues {
  return {
    ...createPixelQueues(pixels, decodes),
    ...createEncodeQueues(encode, limits.encode, { maxBatch, lanes: encodeLanes }, encoded),
    ...createScoreQueues(score, limits.score, scored),
    text: createTextQueue(text),
  };
}

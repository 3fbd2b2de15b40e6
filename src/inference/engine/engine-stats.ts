import type { BatcherStats } from "../../batcher/batcher-stats";
import type { Lane, LaneStats } from "../../threads/lane";
import type { ProviderChoice } from "../providers/providers";
import type { EncodePlan, SegmentStatus } from "../queues/encode-limits";
import type { EngineLimits, EngineQueues } from "../queues/engine-queues";
import type { EngineLanes } from "../stages/engine-lanes";
import type { ScoreLatencies } from "../timing/score-latencies";

/** How a loaded model runs, how large its batches may be, and its measurements. */
export interface ModelStatus extends EncodePlan {
  readonly model: string;
  readonly segments: readonly SegmentStatus[];
  readonly score: ScoreLatencies & { readonly cap: number };
}

/** What a cache holds, and how often it had what was looked for. */
export interface CacheStats {
  readonly entries: number;
  readonly bytes: number;
  readonly budgetBytes: number;
  readonly hits: number;
  readonly misses: number;
}

/** What an engine has done since it started, and the state of its lanes and queues. */
export interface EngineStats {
  readonly provider: ProviderChoice;
  /** Images that went through the backbone. */
  readonly imagesEncoded: number;
  readonly encodeBatches: number;
  /** Images that were scored against a vocabulary. */
  readonly imagesScored: number;
  readonly scoreBatches: number;
  /** The vocabularies that the score thread keeps as classifiers. */
  readonly classifiers: CacheStats;
  /** The open models. */
  readonly models: readonly ModelStatus[];
  readonly lanes: readonly LaneStats[];
  readonly queues: Readonly<Record<keyof EngineQueues, BatcherStats>>;
}

/** The lanes that are in use. */
export function lanesOf({
  pixels,
  encode,
  score,
  text,
  sketch,
}: EngineLanes): Pick<Lane<never>, "stats" | "close">[] {
  return [pixels, ...encode.all(), score, text, sketch];
}

/** What lanes and queues report. */
export function statsOf(
  lanes: EngineLanes,
  queues: EngineQueues,
  limits: EngineLimits,
): Pick<EngineStats, "encodeBatches" | "scoreBatches" | "models" | "lanes" | "queues"> {
  const { decode, decodeLarge, encode, encodeMemory, score, classifiers, maps, heatMap, thumbnail, text } =
    queues;
  const encoded = encode.stats();
  const scored = score.stats();
  return {
    encodeBatches: encoded.batches,
    scoreBatches: scored.batches,
    models: limits.encode.report().map((plan) => ({ ...plan, score: limits.score.report(plan.model) })),
    lanes: lanesOf(lanes).map((lane) => lane.stats()),
    queues: {
      decode: decode.stats(),
      decodeLarge: decodeLarge.stats(),
      encode: encoded,
      encodeMemory: encodeMemory.stats(),
      score: scored,
      classifiers: classifiers.stats(),
      maps: maps.stats(),
      heatMap: heatMap.stats(),
      thumbnail: thumbnail.stats(),
      text: text.stats(),
    },
  };
}

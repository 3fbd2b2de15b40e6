import os from "node:os";
import path from "node:path";
import type { SubmitOptions } from "../batcher/batcher";
import type { BatcherStats } from "../batcher/batcher-stats";
import { RegionaryError } from "../errors";
import { createPixelLane } from "../pictures/create-pixel-lane";
import type { HeatMapRequest } from "../pictures/heat-map";
import type { DecodedPicture, DecodeRequest } from "../pictures/pixel-tasks";
import { createLane, type Lane, type LaneStats } from "../threads/lane";
import type { ModelPackages } from "./describe-model";
import { createEncodeLanes } from "./encode/encode-lanes";
import { mostLanes } from "./encode/encode-layout";
import { createEncodeLimits, type EncodePlan } from "./encode/encode-limits";
import {
  createQueues,
  type EngineLanes,
  type EngineLimits,
  type EngineQueues,
  MAX_SCORE_BATCH,
} from "./engine-queues";
import { decodePicture, type LoadedModel, loadModel } from "./open-model";
import { chooseProvider, type ProviderChoice, parseProvider } from "./providers/providers";
import { createScoreLimits, type ScoreLatencies } from "./score/score-limits";

/** What an engine is told. */
export interface EngineOptions {
  /** auto, cpu, cuda, tensorrt or webgpu. */
  readonly provider: string;
  /** Threads that the backbone may use; the cores by default. The score lane's one thread comes on top. */
  readonly threads?: number;
  /** The GPUs to use, as CUDA numbers them; the first by default. */
  readonly gpus?: readonly number[];
  /** Images encoded together at most; 8 on the CPU and 32 on a GPU by default. */
  readonly maxBatch?: number;
  /** Hears why a thread ended that was not told to. */
  readonly log?: (line: string) => void;
}

/** How a loaded model runs, how large its batches may be, and what was measured of it. */
export interface ModelStatus extends EncodePlan {
  readonly model: string;
  readonly cap: number;
  readonly score: ScoreLatencies & { readonly cap: number };
}

/** What an engine has done since it started, and how its lanes and queues are. */
export interface EngineStats {
  readonly provider: ProviderChoice;
  /** Images that went through the backbone. */
  readonly imagesEncoded: number;
  readonly encodeBatches: number;
  /** Images that were scored against a vocabulary. */
  readonly imagesScored: number;
  readonly scoreBatches: number;
  readonly models: readonly ModelStatus[];
  readonly lanes: readonly LaneStats[];
  readonly queues: Readonly<Record<keyof EngineQueues, BatcherStats>>;
}

/** Runs models: pictures are decoded, encoded and scored on threads of their own. */
export interface Engine {
  readonly provider: ProviderChoice;
  /** Threads of the CPU that the backbone may use. */
  readonly threads: number;
  readonly gpus: readonly number[];
  /** Images encoded together at most, whatever a model's latencies allow. */
  readonly maxBatch: number;
  /** Opens a model by a key that stands for its content; the same key again gives the same model. Two stay open. */
  load(key: string, packages: ModelPackages): Promise<LoadedModel>;
  /** Decodes a picture for a backbone that need not be loaded, off the main thread. */
  decode(request: DecodeRequest, options?: SubmitOptions): Promise<DecodedPicture>;
  /** Draws a heat map, off the main thread. */
  heatMap(request: HeatMapRequest, options?: { signal?: AbortSignal }): Promise<Uint8Array>;
  stats(): EngineStats;
  /** Ends the threads of a kind of lane as a crash would, to see the service recover. */
  endThread(lane: keyof EngineLanes): Promise<void>;
  /**
   * Rejects all that is under way with CANCELLED and ends the threads, each after the operation it is in.
   * Must be awaited before `process.exit`: ONNX Runtime aborts a process that leaves it running.
   */
  close(): Promise<void>;
}

/**
 * Starts an engine. Throws INVALID_CONFIGURATION for an unknown provider or a thread count beyond the
 * cores, and PROVIDER_UNAVAILABLE when the provider asked for cannot run here.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const requested = parseProvider(options.provider);
  const cores = os.availableParallelism();
  const threads = options.threads ?? cores;
  if (!Number.isInteger(threads) || threads < 1 || threads > cores) {
    throw new RegionaryError(
      "INVALID_CONFIGURATION",
      `The number of inference threads must be from 1 to the ${cores} cores of this machine (more than the cores is slower, not faster); got ${threads}.`,
    );
  }
  const { gpus = [0], log = () => {} } = options;
  const lanes: EngineLanes = {
    pixels: createPixelLane(log),
    encode: createEncodeLanes(log),
    score: createLane("score", path.join(__dirname, "score/score-worker"), log),
  };
  const closeLanes = () => Promise.all(lanesOf(lanes).map((lane) => lane.close()));
  try {
    const first = lanes.encode.at(0);
    const provider = await chooseProvider(requested, {
      supported: () => first.call("supported", () => ({ value: null, transfer: [] })),
      probe: async (name) => {
        for (const gpu of gpus)
          await first.call("probe", () => ({ value: { provider: name, gpu }, transfer: [] }));
      },
    });
    const maxBatch = options.maxBatch ?? (provider.inUse === "cpu" ? 8 : 32);
    const limits = { encode: createEncodeLimits(maxBatch), score: createScoreLimits(MAX_SCORE_BATCH) };
    const encodeLanes = mostLanes(gpus.length);
    let imagesEncoded = 0;
    let imagesScored = 0;
    const sizes = { maxBatch, encodeLanes, decodes: Math.min(cores, 4) };
    const queues = createQueues(lanes, limits, sizes, {
      encoded: (images) => {
        imagesEncoded += images;
      },
      scored: (images) => {
        imagesScored += images;
      },
    });
    const parts = { lanes, queues, limits, provider: provider.inUse, threads, gpus, maxBatch };
    const models = new Map<string, Promise<LoadedModel>>();

    return {
      provider,
      threads,
      gpus,
      maxBatch,
      load(key, packages) {
        const known = models.get(key);
        if (known) return known;
        const loading = loadModel(key, packages, parts);
        models.set(key, loading);
        loading.catch(() => models.delete(key)); // so that it can be tried again
        return loading;
      },
      decode: (request, options = {}) => decodePicture(queues, request, options),
      heatMap: (request, { signal } = {}) => queues.heatMap.submit(request, { signal }),
      stats: () => ({ imagesEncoded, imagesScored, ...statsOf(provider, lanes, queues, limits) }),
      async endThread(kind) {
        const ended = kind === "encode" ? lanes.encode.all() : [lanes[kind]];
        await Promise.all(ended.map((lane) => lane.endThread()));
      },
      async close() {
        for (const queue of Object.values(queues)) queue.close();
        await closeLanes();
      },
    };
  } catch (error) {
    await closeLanes();
    throw error;
  }
}

function lanesOf({ pixels, encode, score }: EngineLanes): Pick<Lane<never>, "stats" | "close">[] {
  return [pixels, ...encode.all(), score];
}

function statsOf(
  provider: ProviderChoice,
  lanes: EngineLanes,
  queues: EngineQueues,
  limits: EngineLimits,
): Omit<EngineStats, "imagesEncoded" | "imagesScored"> {
  const { decode, decodeLarge, encode, score, maps, heatMap } = queues;
  const encoded = encode.stats();
  const scored = score.stats();
  return {
    provider,
    encodeBatches: encoded.batches,
    scoreBatches: scored.batches,
    models: limits.encode.report().map((plan) => ({ ...plan, score: limits.score.report(plan.model) })),
    lanes: lanesOf(lanes).map((lane) => lane.stats()),
    queues: {
      decode: decode.stats(),
      decodeLarge: decodeLarge.stats(),
      encode: encoded,
      score: scored,
      maps: maps.stats(),
      heatMap: heatMap.stats(),
    },
  };
}

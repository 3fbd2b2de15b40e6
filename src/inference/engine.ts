import os from "node:os";
import type { BatcherStats } from "../batcher/batcher-stats";
import { RegionaryError } from "../errors";
import { createEncodeLimits, type EncodeLimits, type ModelLimits } from "./encode-limits";
import { createQueues, type EngineLanes, type EngineQueues } from "./engine-queues";
import type { HeatMapRequest } from "./heat-map";
import { createLane, type LaneStats } from "./lane";
import { type LoadedModel, loadModel, type ModelPackages } from "./loaded-model";
import { chooseProvider, type ProviderChoice, parseProvider } from "./providers";

export type { LoadedModel } from "./loaded-model";
export type { VocabularyVectors } from "./score-on-lane";

/** What an engine is told. */
export interface EngineOptions {
  /** auto, cpu, cuda, tensorrt or webgpu. */
  readonly provider: string;
  /** Threads that the backbone may use; the cores by default. The score lane's one thread comes on top. */
  readonly threads?: number;
  /** Images encoded together at most; 8 on the CPU and 32 on a GPU by default. */
  readonly maxBatch?: number;
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
  /** How large the batches of each loaded model may be, and why. */
  readonly limits: readonly ModelLimits[];
  readonly lanes: readonly LaneStats[];
  readonly queues: Readonly<Record<keyof EngineQueues, BatcherStats>>;
}

/** Runs models: pictures are decoded, encoded and scored on three threads of their own. */
export interface Engine {
  readonly provider: ProviderChoice;
  /** Threads that the backbone uses. */
  readonly threads: number;
  /** Images encoded together at most, whatever a model's latencies allow. */
  readonly maxBatch: number;
  /** Opens a model by a key that stands for its content; the same key again gives the same model. Two stay open. */
  load(key: string, packages: ModelPackages): Promise<LoadedModel>;
  /** Draws a heat map, off the main thread. */
  heatMap(request: HeatMapRequest, options?: { signal?: AbortSignal }): Promise<Uint8Array>;
  stats(): EngineStats;
  /** Ends a lane's thread as a crash would, to see the service recover. */
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
  const lanes: EngineLanes = {
    pixels: createLane("pixels", "pixel-worker"),
    encode: createLane("encode", "encode-worker"),
    score: createLane("score", "score-worker"),
  };
  const closeLanes = () => Promise.all(Object.values(lanes).map((lane) => lane.close()));
  try {
    const provider = await chooseProvider(requested, {
      supported: () => lanes.encode.call("supported", () => ({ value: null, transfer: [] })),
      probe: async (name) => {
        await lanes.encode.call("probe", () => ({ value: name, transfer: [] }));
      },
    });
    const maxBatch = options.maxBatch ?? (provider.inUse === "cpu" ? 8 : 32);
    const limits = createEncodeLimits(maxBatch);
    const queues = createQueues(lanes, limits, { maxBatch, decodes: Math.min(cores, 4) });
    const runtime = { provider: provider.inUse, threads };
    const models = new Map<string, Promise<LoadedModel>>();

    return {
      provider,
      threads,
      maxBatch,
      load(key, packages) {
        const known = models.get(key);
        if (known) return known;
        const loading = loadModel(key, packages, { lanes, queues, limits, runtime, maxBatch });
        models.set(key, loading);
        loading.catch(() => models.delete(key)); // so that it can be tried again
        return loading;
      },
      heatMap: (request, { signal } = {}) => queues.heatMap.submit(request, { signal }),
      stats: () => statsOf(provider, lanes, queues, limits),
      endThread: (lane) => lanes[lane].endThread(),
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

function statsOf(
  provider: ProviderChoice,
  lanes: EngineLanes,
  queues: EngineQueues,
  limits: EncodeLimits,
): EngineStats {
  const { decode, encode, score, maps, heatMap } = queues;
  const encoded = encode.stats();
  const scored = score.stats();
  return {
    provider,
    imagesEncoded: encoded.items,
    encodeBatches: encoded.batches,
    imagesScored: scored.items,
    scoreBatches: scored.batches,
    limits: limits.report(),
    lanes: Object.values(lanes).map((lane) => lane.stats()),
    queues: {
      decode: decode.stats(),
      encode: encoded,
      score: scored,
      maps: maps.stats(),
      heatMap: heatMap.stats(),
    },
  };
}

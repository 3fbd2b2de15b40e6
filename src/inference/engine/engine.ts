import os from "node:os";
import path from "node:path";
import type { SubmitOptions } from "../../batcher/batcher-options";
import { RegionaryError } from "../../errors";
import { createPixelLane } from "../../pictures/create-pixel-lane";
import type { HeatMapRequest } from "../../pictures/heat-map";
import type { DecodedPicture, DecodeRequest } from "../../pictures/pixel-tasks";
import type { ThumbnailRequest } from "../../pictures/thumbnail";
import { createLane } from "../../threads/lane";
import { restingLane } from "../../threads/resting-lane";
import { chooseProvider, type ProviderChoice, type ProviderSetting } from "../providers/providers";
import { createEncodeLimits } from "../queues/encode-limits";
import { encodeTexts } from "../queues/encode-texts";
import { createQueues } from "../queues/engine-queues";
import { createScoreLimits } from "../queues/score-limits";
import { MAX_SCORE_BATCH } from "../queues/score-queues";
import { createSketcher, createSketchLane, type Sketcher } from "../sketching/create-sketcher";
import { createEncodeLanes } from "../stages/encode-lanes";
import { mostLanes } from "../stages/encode-layout";
import type { EngineLanes } from "../stages/engine-lanes";
import { KEPT_CLASSIFIER_BYTES } from "../stages/score-tasks";
import { decodePicture } from "./decode-picture";
import { type EngineStats, lanesOf, statsOf } from "./engine-stats";
import { loadModel } from "./load-model";
import type { LoadedModel } from "./loaded-model";
import { createOpenModels } from "./open-models";
import type { ModelFiles } from "./place-model";
import { type TextTower, textModelOf } from "./text-tower";

/** How an engine is to run. */
interface EngineOptions {
  readonly provider: ProviderSetting;
  /** Threads that the encode stages may use, by default as many as cores. The score lane has one more. */
  readonly threads?: number;
  /** The GPUs to use, as CUDA numbers them; the first by default. */
  readonly gpus?: readonly number[];
  /** The most images encoded together; by default 8 on the CPU and 32 on a GPU. */
  readonly maxBatch?: number;
  /** Is told why a thread ended unexpectedly. */
  readonly log?: (line: string) => void;
}

/** Runs models: pictures are decoded, encoded and scored on threads of their own. */
export interface Engine {
  readonly provider: ProviderChoice;
  /** Threads of the CPU that the encode stages may use. */
  readonly threads: number;
  readonly gpus: readonly number[];
  /** The most images encoded together, whatever a model's latencies allow. */
  readonly maxBatch: number;
  /**
   * Opens a model by a key that identifies its content; the same key gives the same model. The one used last stays
   * open, another one for ten minutes: the handle of a closed one still works, and opens it again.
   */
  load(key: string, files: ModelFiles): Promise<LoadedModel>;
  /** Decodes a picture for a model that need not be loaded, off the main thread. */
  decode(request: DecodeRequest, options?: SubmitOptions): Promise<DecodedPicture>;
  /** Draws a heat map, off the main thread. */
  heatMap(request: HeatMapRequest): Promise<Uint8Array>;
  /** Makes a picture small, off the main thread. */
  thumbnail(request: ThumbnailRequest): Promise<Uint8Array>;
  /**
   * The vectors [n, D] of texts by a text tower, each of length 1; zeros for a text without a token. On the CPU they are
   * the same bits whatever is encoded with them. The two towers used last stay open for ten minutes.
   */
  encodeTexts(tower: TextTower, texts: readonly string[], options?: SubmitOptions): Promise<Float32Array>;
  /** Makes what the search keeps of regions. */
  readonly sketcher: Sketcher;
  stats(): EngineStats;
  /**
   * Rejects everything under way with CANCELLED and ends the threads, each after its current operation. Must
   * be awaited before `process.exit`: ONNX Runtime aborts a process that exits while it runs.
   */
  close(): Promise<void>;
}

/** After so long without use a text tower's thread and a model's sessions give their memory back: up to gigabytes. */
const IDLE_MS = 10 * 60_000;
/** How many models every lane holds the sessions of. */
const OPEN_MODELS = 2;

/**
 * Starts an engine. Throws INVALID_CONFIGURATION for a thread count beyond the cores,
 * and PROVIDER_UNAVAILABLE when the requested provider cannot run here.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { threads = os.availableParallelism(), gpus = [0], log = () => {} } = options;
  checkThreads(threads);
  const lanes: EngineLanes = {
    pixels: createPixelLane(log),
    encode: createEncodeLanes(log),
    score: createLane("score", path.join(__dirname, "../stages/score-worker"), log),
    text: restingLane(createLane("text", path.join(__dirname, "../stages/text-worker"), log), IDLE_MS),
    sketch: createSketchLane(IDLE_MS, log),
  };
  const closeLanes = async () => {
    await Promise.all(lanesOf(lanes).map((lane) => lane.close()));
  };
  try {
    const provider = await providerOn(lanes, options.provider, gpus);
    const maxBatch = options.maxBatch ?? (provider.inUse === "cpu" ? 8 : 32);
    return engineOver(lanes, { provider, threads, gpus, maxBatch }, closeLanes);
  } catch (error) {
    await closeLanes();
    throw error;
  }
}

function checkThreads(threads: number): void {
  const cores = os.availableParallelism();
  if (Number.isInteger(threads) && threads >= 1 && threads <= cores) return;
  throw new RegionaryError(
    "INVALID_CONFIGURATION",
    `The number of inference threads must be from 1 to the ${cores} cores of this machine (more than the cores is slower, not faster); got ${threads}.`,
  );
}

function providerOn(
  { encode }: EngineLanes,
  requested: ProviderSetting,
  gpus: readonly number[],
): Promise<ProviderChoice> {
  const first = encode.at(0);
  return chooseProvider(requested, {
    supported: () => first.call("supported", () => ({ value: null, transfer: [] })),
    probe: async (name) => {
      for (const gpu of gpus)
        await first.call("probe", () => ({ value: { provider: name, gpu }, transfer: [] }));
    },
  });
}

/** The engine, over lanes whose provider has been chosen. */
function engineOver(
  lanes: EngineLanes,
  resources: Pick<Engine, "provider" | "threads" | "gpus" | "maxBatch">,
  closeLanes: () => Promise<void>,
): Engine {
  const { provider, gpus, maxBatch } = resources;
  const limits = { encode: createEncodeLimits(maxBatch), score: createScoreLimits(MAX_SCORE_BATCH) };
  const sizes = {
    maxBatch,
    encodeLanes: mostLanes(gpus.length),
    // Twice, because a decoder waits for its own threads now and then.
    decodes: 2 * os.availableParallelism(),
  };
  const counts = { imagesEncoded: 0, imagesScored: 0 };
  const classifiers = { entries: 0, bytes: 0, budgetBytes: KEPT_CLASSIFIER_BYTES, hits: 0, misses: 0 };
  const queues = createQueues(lanes, limits, sizes, {
    encoded: (images) => {
      counts.imagesEncoded += images;
    },
    scored: (images, { wasKept, kept }) => {
      counts.imagesScored += images;
      classifiers[wasKept ? "hits" : "misses"]++;
      classifiers.entries = kept.vocabularies;
      classifiers.bytes = kept.bytes;
    },
  });
  const models = new Map<string, Promise<LoadedModel>>();
  const open = createOpenModels({ capacity: OPEN_MODELS, idleMs: IDLE_MS }, lanes, limits, (key) =>
    models.delete(key),
  );
  const parts = { ...resources, provider: provider.inUse, lanes, queues, limits, open };
  return {
    ...resources,
    load(key, files) {
      const known = models.get(key);
      if (known) return known;
      const loading = loadModel(key, files, parts);
      models.set(key, loading);
      loading.catch(() => models.get(key) === loading && models.delete(key)); // so that it can be tried again
      return loading;
    },
    decode: (request, given = {}) => decodePicture(queues, request, given),
    heatMap: (request) => queues.heatMap.submit(request),
    thumbnail: (request) => queues.thumbnail.submit(request),
    encodeTexts: (tower, texts, options) =>
      encodeTexts(lanes.text, queues.text, textModelOf(tower, parts), texts, options),
    sketcher: createSketcher(lanes.sketch),
    stats: () => ({
      provider,
      ...counts,
      classifiers: { ...classifiers },
      ...statsOf(lanes, queues, limits),
    }),
    async close() {
      for (const queue of Object.values(queues)) queue.close();
      await closeLanes();
    },
  };
}

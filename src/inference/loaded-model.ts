import path from "node:path";
import type { SubmitOptions } from "../batcher/batcher";
import type { LatencyPoint } from "../batcher/latency-table";
import { RegionaryError } from "../errors";
import { type BackboneDescriptor, readBackboneDescriptor } from "../model/packages/backbone-descriptor";
import { readHeadDescriptor } from "../model/packages/head-descriptor";
import { type ModelSizes, regionCount } from "../model/sizes";
import { measureLatencies, readLatencies, writeLatencies } from "./calibration";
import type { DecodeMode } from "./decode-image";
import type { EncodeLimits } from "./encode-limits";
import type { EngineLanes, EngineQueues } from "./engine-queues";
import type { EncodeModel, ScoreModel } from "./lane-tasks";
import type { Runtime } from "./open-session";
import type { VocabularyVectors } from "./score-on-lane";

/** A model that is ready to be used, by the names of the two stages. */
export interface LoadedModel {
  readonly key: string;
  readonly sizes: ModelSizes;
  readonly input: BackboneDescriptor["input"];
  /** The first stage: a picture file to its enriched regions, float16 [P, R]. On the CPU, always the same bits. */
  encode(image: Uint8Array, options: SubmitOptions & { mode: DecodeMode }): Promise<Uint16Array>;
  /** The second stage: regions to the vocabulary's logits [C]. */
  score(regions: Uint16Array, vocabulary: VocabularyVectors, options?: SubmitOptions): Promise<Float32Array>;
  /** The response maps [P, L] of a few labels, given by their word vectors [L, W]. */
  maps(regions: Uint16Array, vectors: Float32Array): Promise<Float32Array>;
}

/** Where a model's files are. */
export interface ModelPackages {
  readonly backboneDirectory: string;
  readonly headDirectory: string;
  /** Where the latencies measured of it are kept between starts; without it nothing is measured. */
  readonly calibrationFile?: string;
}

/** Reads a model's packages and opens its sessions on the lanes. Throws MODEL_NOT_READY where that fails. */
export async function loadModel(
  key: string,
  { backboneDirectory, headDirectory, calibrationFile }: ModelPackages,
  engine: {
    lanes: EngineLanes;
    queues: EngineQueues;
    limits: EncodeLimits;
    runtime: Runtime;
    maxBatch: number;
  },
): Promise<LoadedModel> {
  const { lanes, queues, limits, runtime, maxBatch } = engine;
  const backbone = await readBackboneDescriptor(backboneDirectory);
  const head = await readHeadDescriptor(headDirectory);
  const { sizes } = head;
  const { input, features } = backbone;
  const inBackbone = (file: string) => path.resolve(backboneDirectory, file);
  const inHead = (file: string) => path.resolve(headDirectory, file);
  checkFit(backbone, sizes);

  const encodeModel: EncodeModel = {
    key,
    runtime,
    imageShape: [3, input.height, input.width],
    featureShape: [features.channels, features.height, features.width],
    globalSize: backbone.global.size,
    body: { ...backbone.body, file: inBackbone(backbone.body.file) },
    tail: { ...backbone.tail, file: inBackbone(backbone.tail.file) },
    trunkFile: inHead(head.trunk),
  };
  const scoreModel: ScoreModel = {
    key,
    // Always one thread of the CPU: scoring is cheap, and a score then never depends on its neighbours.
    runtime: { provider: "cpu", threads: 1 },
    regionShape: [regionCount(sizes), sizes.regionSize],
    wordSize: sizes.wordSize,
    classifiersFile: inHead(head.classifiers),
    scoreFile: inHead(head.score),
    scoreMapsFile: inHead(head.scoreMaps),
  };
  await Promise.all([
    lanes.encode.call("open", () => ({ value: encodeModel, transfer: [] })),
    lanes.score.call("open", () => ({ value: scoreModel, transfer: [] })),
  ]);

  if (calibrationFile) {
    const runBatch = (size: number) =>
      lanes.encode.call("encode", () => {
        const images = new Float32Array(size * input.height * input.width * 3); // [N, 3, height, width]
        return { value: { model: encodeModel, images, count: size }, transfer: [images.buffer] };
      });
    limits.set(key, await latenciesOf(calibrationFile, runBatch, maxBatch));
    await runBatch(limits.of(key).cap); // so that the first real batch is as fast as the next
  }

  const regionsLength = regionCount(sizes) * sizes.regionSize;
  return {
    key,
    sizes,
    input,

    async encode(image, { mode, ...options }) {
      const tensor = await queues.decode.submit({ image, mode, input }, options);
      return queues.encode.submit({ model: encodeModel, tensor }, options);
    },

    async score(regions, vocabulary, options) {
      checkLength("regions [P, R]", regions.length, regionsLength);
      checkVocabulary(vocabulary, sizes);
      return queues.score.submit({ model: scoreModel, regions, vocabulary }, options);
    },

    async maps(regions, vectors) {
      checkLength("regions [P, R]", regions.length, regionsLength);
      const count = vectors.length / sizes.wordSize;
      checkVocabulary({ key: "", count, vectors }, sizes);
      return queues.maps.submit({ model: scoreModel, regions, vectors });
    },
  };
}

async function latenciesOf(
  file: string,
  runBatch: (size: number) => Promise<unknown>,
  maxBatch: number,
): Promise<LatencyPoint[]> {
  const known = await readLatencies(file);
  if (known) return known;
  const measured = await measureLatencies(runBatch, maxBatch);
  // A disk that is full keeps nobody from being served: it is measured again at the next start.
  await writeLatencies(file, measured).catch(() => undefined);
  return measured;
}

function checkFit({ features, global }: BackboneDescriptor, sizes: ModelSizes): void {
  const gives = `[${features.channels}, ${features.height}, ${features.width}] and ${global.size}`;
  const takes = `[${sizes.featureChannels}, ${sizes.gridHeight}, ${sizes.gridWidth}] and ${sizes.globalSize}`;
  if (gives === takes) return;
  throw new RegionaryError(
    "MODEL_NOT_READY",
    `The model's head takes features and a global vector of ${takes}; its backbone gives ${gives}. Import the head again with the backbone it was trained on.`,
  );
}

function checkVocabulary({ count, vectors }: VocabularyVectors, { wordSize }: ModelSizes): void {
  if (Number.isInteger(count) && count >= 1 && vectors.length === count * wordSize) return;
  throw new RegionaryError(
    "INVALID_VOCABULARY",
    `Expected word vectors of ${wordSize} values for each of at least one label; got ${vectors.length} values for ${count} labels. Use word vectors of the size that the model was trained with.`,
  );
}

function checkLength(what: string, got: number, expected: number): void {
  if (got === expected) return;
  throw new RegionaryError("INVALID_INPUT", `Expected ${expected} values for the ${what}; got ${got}.`);
}

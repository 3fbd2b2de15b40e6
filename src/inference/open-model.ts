import type { SubmitOptions } from "../batcher/batcher";
import { RegionaryError } from "../errors";
import { type ModelSizes, regionCount } from "../model/families/biam/sizes";
import type { BackboneDescriptor } from "../model/packages/backbone-descriptor";
import type { DecodeMode } from "../pictures/decode-image";
import type { DecodedPicture, DecodeRequest } from "../pictures/pixel-tasks";
import { describeModel, type ModelPackages, type ModelResources } from "./describe-model";
import type { EncodeLayout, Precision } from "./encode/encode-layout";
import { type EngineLanes, type EngineLimits, type EngineQueues, MAX_SCORE_BATCH } from "./engine-queues";
import type { EncodeModel, FeatureBatch } from "./lane-tasks";
import type { VocabularyVectors } from "./score/score-on-lane";
import { type Calibration, readCalibration, writeCalibration } from "./timing/encode-timing";
import { calibrateModel, noiseEncoder } from "./timing/time-model";

/** A model that is ready to be used, by the names of the two stages. */
export interface LoadedModel {
  readonly key: string;
  readonly sizes: ModelSizes;
  readonly input: BackboneDescriptor["input"];
  /** In what the first stage computes here, beside what of it is in 8 bits. */
  readonly precision: Precision;
  /** A picture file's pixels as the first stage takes them; INVALID_IMAGE or IMAGE_TOO_LARGE as `inspectImage` says. */
  decode(image: Uint8Array, options: SubmitOptions & { mode: DecodeMode }): Promise<DecodedPicture>;
  /** The first stage: a decoded picture to its enriched regions, float16 [P, R]. On the CPU, always the same bits. */
  encode(picture: DecodedPicture, options?: SubmitOptions): Promise<Uint16Array>;
  /** Images that are best encoded together: pictures, or what the backbone has made of them. */
  batchSize(of: "pictures" | "features"): number;
  /**
   * The first stage for a batch that is encoded as it is, with no others: everywhere always the same bits. The
   * regions, float16, are written into memory that all threads see; after an error they may be written still.
   */
  encodeTogether(
    batch: { readonly pictures: readonly DecodedPicture[] } | { readonly made: FeatureBatch },
    regions: Uint16Array<SharedArrayBuffer>, // [N, P, R]
    options?: SubmitOptions,
  ): Promise<void>;
  /** The second stage: regions to the vocabulary's logits [C]. */
  score(regions: Uint16Array, vocabulary: VocabularyVectors, options?: SubmitOptions): Promise<Float32Array>;
  /** The second stage for images that are scored together: their regions [N, P, R] to their logits [N, C]. */
  scoreTogether(
    regions: Uint16Array<SharedArrayBuffer>,
    vocabulary: VocabularyVectors,
    options?: SubmitOptions,
  ): Promise<Float32Array>;
  /** The response maps [P, L] of a few labels, given by their word vectors [L, W]. */
  maps(regions: Uint16Array, vectors: Float32Array): Promise<Float32Array>;
}

/** What of an engine a model is loaded into. */
export interface EngineParts extends ModelResources {
  readonly lanes: EngineLanes;
  readonly queues: EngineQueues;
  readonly limits: EngineLimits;
}

/**
 * Reads a model's packages, finds out how it runs best unless that is known, and warms it up. Throws
 * MODEL_NOT_READY where it cannot run.
 */
export async function loadModel(
  key: string,
  packages: ModelPackages,
  engine: EngineParts,
): Promise<LoadedModel> {
  const { lanes, queues, limits, maxBatch } = engine;
  const { sizes, input, score: scoreModel, ...described } = await describeModel(key, packages, engine);
  await lanes.score.call("open", () => ({ value: scoreModel, transfer: [] }));
  const calibration = packages.calibrationFile
    ? await keptCalibration(packages.calibrationFile, described.layouts, () =>
        calibrateModel({
          lanes,
          ...described,
          score: scoreModel,
          maxEncodeBatch: maxBatch,
          maxScoreBatch: MAX_SCORE_BATCH,
        }),
      )
    : { layout: described.encode.layout, encode: [], score: { few: [], many: [] } };
  const encodeModel = { ...described.encode, layout: calibration.layout };
  const { provider, layout } = encodeModel;
  limits.encode.set(key, { provider, layout, latencies: calibration.encode });
  limits.score.set(key, calibration.score);
  await warmUp(lanes, encodeModel, limits.encode.of(key).cap);

  const regionsLength = regionCount(sizes) * sizes.regionSize;
  return {
    key,
    sizes,
    input,
    precision: layout.precision,

    decode: (image, { mode, ...options }) => decodePicture(queues, { image, mode, input }, options),

    async encode({ pixels }, options) {
      const [regions] = await queues.encode.submit({ model: encodeModel, pixels }, options);
      return regions as Uint16Array;
    },

    // Convolutions on the CPU gain nothing by company, and the trunk does.
    batchSize: (of) => (of === "pictures" ? limits.encode.of(key).cap : maxBatch),

    async encodeTogether(given, regions, options) {
      const count = "made" in given ? given.made.count : given.pictures.length;
      checkLength("regions [N, P, R]", regions.length, count * regionsLength);
      if ("made" in given) {
        const { features, global } = given.made;
        const featureSize = encodeModel.featureShape.reduce((size, length) => size * length);
        checkLength("features [N, Cf, h, w]", features.length, count * featureSize);
        if (global) checkLength("scene vectors [N, G]", global.length, count * sizes.globalSize);
      }
      const batch =
        "made" in given
          ? { ...given, regions }
          : { pictures: given.pictures.map(({ pixels }) => pixels), regions };
      await queues.encode.submit({ model: encodeModel, batch }, options);
    },

    async score(regions, vocabulary, options) {
      checkLength("regions [P, R]", regions.length, regionsLength);
      checkVocabulary(vocabulary, sizes);
      return queues.score.submit({ model: scoreModel, regions, vocabulary }, options);
    },

    async scoreTogether(regions, vocabulary, options) {
      const count = Math.max(1, Math.round(regions.length / regionsLength));
      checkLength("regions [N, P, R]", regions.length, count * regionsLength);
      checkVocabulary(vocabulary, sizes);
      return queues.score.submit({ model: scoreModel, together: regions, vocabulary }, options);
    },

    async maps(regions, vectors) {
      checkLength("regions [P, R]", regions.length, regionsLength);
      const count = vectors.length / sizes.wordSize;
      checkVocabulary({ key: "", count, vectors }, sizes);
      return queues.maps.submit({ model: scoreModel, regions, vectors });
    },
  };
}

/** A picture file as a backbone takes it. */
export async function decodePicture(
  { decode, decodeLarge }: EngineQueues,
  request: DecodeRequest,
  options: SubmitOptions,
): Promise<DecodedPicture> {
  return (await decode.submit(request, options)) ?? decodeLarge.submit(request, options);
}

/** What an earlier start measured, if it can be had now, or what is measured now. */
async function keptCalibration(
  file: string,
  layouts: readonly EncodeLayout[],
  measure: () => Promise<Calibration>,
): Promise<Calibration> {
  const known = await readCalibration(file);
  if (known && layouts.some(({ precision }) => precision === known.layout.precision)) return known;
  const measured = await measure();
  // A disk that is full keeps nobody from being served: it is measured again at the next start.
  await writeCalibration(file, measured).catch(() => undefined);
  return measured;
}

/** So that the first real batch is as fast as the next: on a GPU each size of batch is new to it. */
async function warmUp(lanes: EngineLanes, model: EncodeModel, cap: number): Promise<void> {
  const encode = noiseEncoder(lanes, model);
  if (model.provider !== "cpu") for (let size = 1; size < cap; size *= 2) await encode(size);
  await encode(cap);
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

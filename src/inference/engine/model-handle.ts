import { encodeImages } from "../queues/encode-images";
import type { EngineQueues } from "../queues/engine-queues";
import { type ChainParts, inOnePart } from "../stages/chain-input";
import type { EncodeModel } from "../stages/encode-model";
import type { ScoreModel } from "../stages/score-model";
import { checkLength, checkValues, checkVocabulary, regionsLength } from "./check-sizes";
import { decodePicture } from "./decode-picture";
import type { ImagesTogether, LoadedModel } from "./loaded-model";

/** What a model's handle needs. */
interface HandleParts extends Pick<LoadedModel, "description" | "encoderHash" | "batchSize"> {
  readonly encode: EncodeModel;
  readonly score: ScoreModel;
  readonly queues: EngineQueues;
  /** Called whenever the model is used. */
  readonly use: () => void;
}

/** The handle of a model that is placed and warmed up: checks its inputs and puts them into the queues. */
export function modelHandle(parts: HandleParts): LoadedModel {
  const { description, encoderHash, batchSize, encode: encodeModel, score: model, queues, use } = parts;
  const length = regionsLength(description);
  return {
    description,
    encoderHash,
    precision: encodeModel.layout.precision,
    batchSize,

    decode: (image, { mode, ...options }) =>
      decodePicture(queues, { image, mode, input: description.picture }, options),

    async encode({ pixels }, { regions = newRegions(length), ...options } = {}) {
      use();
      const images = { count: 1, values: { image: [pixels] }, regions, alone: false };
      await encodeImages(queues, encodeModel, images, options);
      return regions;
    },

    async encodeTogether(images, regions, options) {
      checkLength("regions [N, P, R]", regions.length, countOf(images) * length);
      if (images.kind === "values") checkValues(description, images);
      use();
      await encodeImages(queues, encodeModel, { ...inputOf(images), regions, alone: true }, options);
    },

    async score(regions, vocabulary, options) {
      checkLength("regions [P, R]", regions.length, length);
      checkVocabulary(description, vocabulary);
      use();
      return queues.score.submit({ kind: "image", model, regions, vocabulary }, options);
    },

    async scoreTogether(regions, vocabulary, { share = null, ...options } = {}) {
      const count = Math.max(1, Math.round(regions.length / length));
      checkLength("regions [N, P, R]", regions.length, count * length);
      checkVocabulary(description, vocabulary);
      use();
      const scored = share === null ? model : { ...model, share };
      return queues.score.submit(
        { kind: "together", model: scored, regions, vocabulary },
        { ...options, alone: true },
      );
    },

    async classifiers(vectors) {
      checkVocabulary(description, { count: vectors.length / description.labels.size, vectors });
      use();
      return queues.classifiers.submit({ model, vectors });
    },

    async maps(regions, vectors) {
      checkLength("regions [P, R]", regions.length, length);
      checkVocabulary(description, { count: vectors.length / description.labels.size, vectors });
      use();
      return queues.maps.submit({ model, regions, vectors });
    },
  };
}

function newRegions(length: number): Uint16Array<SharedArrayBuffer> {
  return new Uint16Array(new SharedArrayBuffer(Uint16Array.BYTES_PER_ELEMENT * length));
}

function countOf(images: ImagesTogether): number {
  return images.kind === "values" ? images.count : images.pictures.length;
}

function inputOf(images: ImagesTogether): ChainParts {
  if (images.kind === "values") return inOnePart(images);
  const { pictures } = images;
  return { count: pictures.length, values: { image: pictures.map(({ pixels }) => pixels) } };
}

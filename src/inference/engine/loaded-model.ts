import type { SubmitOptions } from "../../batcher/batcher-options";
import type { ModelDescription } from "../../model/description";
import type { DecodedPicture } from "../../pictures/pixel-tasks";
import type { DecodeMode } from "../../pictures/reading/decode-image";
import type { ChainInput } from "../stages/chain-input";
import type { Precision } from "../stages/encode-layout";
import type { Classifiers, VocabularyVectors } from "../stages/score-on-lane";

/** Pictures as `decode` gives them, or what a backbone made of some, by the names of the description's values. */
export type ImagesTogether =
  | { readonly kind: "pictures"; readonly pictures: readonly DecodedPicture[] }
  | ({ readonly kind: "values" } & ChainInput);

/** A model that is ready to be used: pictures are encoded to regions, and regions are scored. */
export interface LoadedModel {
  readonly description: ModelDescription;
  /**
   * Identifies the encode stages as they run here: regions of one hash are the same, whichever model made
   * them.
   */
  readonly encoderHash: string;
  /** What the encode stages compute in here, apart from any part that is in 8 bits. */
  readonly precision: Precision;
  /** A picture file's pixels as the first stage takes them; INVALID_IMAGE or IMAGE_TOO_LARGE as `inspectImage` says. */
  decode(image: Uint8Array, options: SubmitOptions & { mode: DecodeMode }): Promise<DecodedPicture>;
  /**
   * The enriched regions of a decoded picture, float16 [P, R]; in `regions`, memory shared by all threads, if given: after
   * an error they may still be being written. On the CPU they are always the same bits.
   */
  encode(
    picture: DecodedPicture,
    options?: SubmitOptions & { readonly regions?: Uint16Array<SharedArrayBuffer> },
  ): Promise<Uint16Array<SharedArrayBuffer>>;
  /** How many images are best encoded together. */
  batchSize(of: ImagesTogether["kind"]): number;
  /**
   * Encodes a batch as it is, with no other images, so that it always gives the same bits. The regions,
   * float16, are written into memory shared by all threads; after an error they may still be being written.
   */
  encodeTogether(
    images: ImagesTogether,
    regions: Uint16Array<SharedArrayBuffer>, // [N, P, R]
    options?: SubmitOptions,
  ): Promise<void>;
  /** The logits [C] of regions against the vocabulary. */
  score(regions: Uint16Array, vocabulary: VocabularyVectors, options?: SubmitOptions): Promise<Float32Array>;
  /**
   * The same for images that are scored together: the logits [N, C] of their regions [N, P, R]. `share` is that of the
   * whole picture, instead of the description's; for a model with such a row.
   */
  scoreTogether(
    regions: Uint16Array<SharedArrayBuffer>,
    vocabulary: VocabularyVectors | Classifiers,
    options?: SubmitOptions & { readonly share?: number | null },
  ): Promise<Float32Array>;
  /** The classifiers [C, R] of labels, given by their vectors [C, W]: those that `score` makes for the same vectors. */
  classifiers(vectors: Float32Array): Promise<Float32Array>;
  /** The response maps [P, L] of a few labels, given by their vectors [L, W]. */
  maps(regions: Uint16Array, vectors: Float32Array): Promise<Float32Array>;
}

import type { SubmitOptions } from "../../batcher/batcher-options";
import type { ModelDescription } from "../../model/description";
import type { DecodeMode } from "../../pictures/decode-image";
import type { DecodedPicture } from "../../pictures/pixel-tasks";
import type { ChainInput } from "../stages/chain-input";
import type { Precision } from "../stages/encode-layout";
import type { VocabularyVectors } from "../stages/score-on-lane";

/** Pictures as `decode` gives them, or what a backbone made of some, by the names of the description's values. */
export type ImagesTogether =
  | { readonly kind: "pictures"; readonly pictures: readonly DecodedPicture[] }
  | ({ readonly kind: "values" } & ChainInput);

/** A model that is ready to be used: pictures are encoded to regions, and regions are scored. */
export interface LoadedModel {
  readonly description: ModelDescription;
  /** Stands for the encode stages as they run here: regions of one hash are the same, whatever made them. */
  readonly encoderHash: string;
  /** In what the encode stages compute here, beside what of them is in 8 bits. */
  readonly precision: Precision;
  /** A picture file's pixels as the first stage takes them; INVALID_IMAGE or IMAGE_TOO_LARGE as `inspectImage` says. */
  decode(image: Uint8Array, options: SubmitOptions & { mode: DecodeMode }): Promise<DecodedPicture>;
  /** A decoded picture to its enriched regions, float16 [P, R]. On the CPU, always the same bits. */
  encode(picture: DecodedPicture, options?: SubmitOptions): Promise<Uint16Array>;
  /** Images that are best encoded together. */
  batchSize(of: ImagesTogether["kind"]): number;
  /**
   * Encodes a batch as it is, with no others: everywhere always the same bits. The regions, float16, are written
   * into memory that all threads see; after an error they may be written still.
   */
  encodeTogether(
    images: ImagesTogether,
    regions: Uint16Array<SharedArrayBuffer>, // [N, P, R]
    options?: SubmitOptions,
  ): Promise<void>;
  /** Regions to the vocabulary's logits [C]. */
  score(regions: Uint16Array, vocabulary: VocabularyVectors, options?: SubmitOptions): Promise<Float32Array>;
  /** The same for images that are scored together: their regions [N, P, R] to their logits [N, C]. */
  scoreTogether(
    regions: Uint16Array<SharedArrayBuffer>,
    vocabulary: VocabularyVectors,
    options?: SubmitOptions,
  ): Promise<Float32Array>;
  /** The response maps [P, L] of a few labels, given by their vectors [L, W]. */
  maps(regions: Uint16Array, vectors: Float32Array): Promise<Float32Array>;
}

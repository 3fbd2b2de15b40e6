import type { PictureInput } from "../../pictures/picture-input";
import type { GivenValue } from "../chain";
import type { Checkpoint } from "../checkpoints/checkpoint";
import type { BackboneDescription, ModelPart } from "../description";
import type { TextEncoder } from "../text-encoder";
import type { TrainableHead } from "./head";

/** What may be chosen at the import of a model of images and texts; null for the family's own choice. */
export interface RegionTextChoices {
  /** How patches are read as regions, by name. */
  readonly regions: string | null;
  /** The side of the picture in pixels, a multiple of the patch's: small things are found in larger pictures. */
  readonly side: number | null;
  /** "crop" to look at the center of pictures alone, as published figures of some families do. */
  readonly fit: PictureInput["fit"] | null;
  /** Whether the larger picture is seen through windows of the tower's own size, each as sharp as it was trained. */
  readonly tiles: boolean;
}

/** What an import is told besides a checkpoint; null for what was not given. */
export interface FamilySettings {
  /** Attention heads, which the tensors' shapes do not show. */
  readonly heads: number | null;
  /** The values that a backbone gives, if the family leaves the beginning of the chain to one. */
  readonly given: readonly GivenValue[] | null;
  /** Where the publisher's other files are: configurations, a tokenizer. */
  readonly directory: string;
  readonly choices: RegionTextChoices;
}

/** The packages that became of a checkpoint, each a directory of its own name: model, backbone, text. */
export interface WrittenModel {
  readonly part: ModelPart;
  /** For a family that brings its own backbone, on which heads of others can be trained. */
  readonly backbone: BackboneDescription | null;
  /** For a family that encodes texts. */
  readonly encoder: TextEncoder | null;
}

/** A kind of model: what its checkpoints look like, and how one becomes packages of ONNX files. */
export interface Family {
  readonly name: string;
  recognizes(checkpoint: Pick<Checkpoint, "tensors">): boolean;
  /**
   * Writes a checkpoint's packages, their files and descriptions, into a new directory. Throws
   * CHECKPOINT_MISMATCH and INVALID_INPUT; if it throws, nothing is left behind.
   */
  write(checkpoint: Checkpoint, settings: FamilySettings, directory: string): Promise<WrittenModel>;
  /** For a family of heads that are trained here. */
  readonly head?: TrainableHead;
}

import type { Checkpoint } from "../checkpoints/checkpoint";
import type { BackboneDescription, ModelPart } from "../description";

/** What an import is told beside a checkpoint; null for what was not said. */
export interface FamilySettings {
  /** Attention heads, which no shape of a tensor shows. */
  readonly heads: number | null;
  /** The beginning of the chain, where a family leaves it to another package. */
  readonly backbone: BackboneDescription | null;
}

/** A kind of model: what its checkpoints look like, and how one becomes a package of ONNX files. */
export interface Family {
  readonly name: string;
  recognizes(checkpoint: Pick<Checkpoint, "tensors">): boolean;
  /**
   * Writes a checkpoint's package into a directory that is not there yet, its files and `model.json`. Throws
   * CHECKPOINT_MISMATCH and INVALID_INPUT; where it throws, nothing is left behind.
   */
  write(checkpoint: Checkpoint, settings: FamilySettings, directory: string): Promise<ModelPart>;
}

import type { Checkpoint } from "../checkpoints/checkpoint";
import type { ModelPart, Port } from "../description";

/** A value of a chain, of one image. */
export type GivenValue = Pick<Port, "name" | "shape">;

/** What an import is told besides a checkpoint; null for what was not given. */
export interface FamilySettings {
  /** Attention heads, which the tensors' shapes do not show. */
  readonly heads: number | null;
  /** The values that a backbone gives, if the family leaves the beginning of the chain to one. */
  readonly given: readonly GivenValue[] | null;
}

/** A kind of model: what its checkpoints look like, and how one becomes a package of ONNX files. */
export interface Family {
  readonly name: string;
  recognizes(checkpoint: Pick<Checkpoint, "tensors">): boolean;
  /**
   * Writes a checkpoint's package, its files and `model.json`, into a new directory. Throws
   * CHECKPOINT_MISMATCH and INVALID_INPUT; if it throws, nothing is left behind.
   */
  write(checkpoint: Checkpoint, settings: FamilySettings, directory: string): Promise<ModelPart>;
}

import type { TensorSource } from "../../tensor/tensor-source";
import type { ElementType } from "./element-type";

/** One named tensor of a checkpoint; `dtype` is the stored type, `chunks()` always gives float32. */
export interface CheckpointTensor extends TensorSource {
  readonly name: string;
  readonly dtype: ElementType;
}

/**
 * An open checkpoint: its tensors by name, each read from its file only when its chunks are requested.
 */
export interface Checkpoint {
  readonly format: "pytorch-legacy" | "pytorch-zip" | "safetensors" | "npz";
  /** The files that are read: of a directory that holds several sets of weights, those that were chosen. */
  readonly paths: readonly string[];
  readonly tensors: ReadonlyMap<string, CheckpointTensor>;
  /** The metadata of a safetensors file; empty for the other formats and for several files. */
  readonly metadata: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

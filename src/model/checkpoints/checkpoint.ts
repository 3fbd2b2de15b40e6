import type { TensorSource } from "../../tensor/tensor-source";
import type { ElementType } from "./element-type";

/** One named tensor of a checkpoint; `dtype` is the stored type, `chunks()` always gives float32. */
export interface CheckpointTensor extends TensorSource {
  readonly name: string;
  readonly dtype: ElementType;
}

/**
 * An open checkpoint file: its tensors by name, each read from the file only when its chunks are requested.
 */
export interface Checkpoint {
  readonly format: "pytorch-legacy" | "pytorch-zip" | "safetensors";
  readonly tensors: ReadonlyMap<string, CheckpointTensor>;
  /** The metadata of a safetensors file; empty for the other formats. */
  readonly metadata: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

import type { Graph } from "../../graph/graph";
import type { DropoutMask } from "./training-mode";

/** A batch to train on: how many images, over which word vectors [C, W], and how many positives one may have. */
export interface TrainingBatch {
  readonly images: number;
  readonly classes: number;
  readonly vectors: Float32Array;
  readonly mostPositives: number;
}

/** A graph that computes the loss of a batch, and what belongs to its training mode. */
export interface TrainingGraph {
  readonly graph: Graph;
  readonly loss: string;
  readonly masks: readonly DropoutMask[];
  /** The values that replace the running statistics, by the parameter's name. */
  readonly statistics: ReadonlyMap<string, string>;
}

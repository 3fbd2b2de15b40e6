import type { GraphBuilder } from "../../graph/build-graph";
import type { Graph } from "../../graph/graph";
import type { ValueSpec } from "../../graph/tensor-type";
import { rankingLoss } from "../losses/ranking-loss";
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

/** The ranking loss of a batch's `logits` [N, C], whose labels come in as inputs, as `rankingTargets` makes them. */
export function rankedTraining(
  g: GraphBuilder,
  mode: Pick<TrainingGraph, "masks" | "statistics">,
  logits: ValueSpec,
  { images, classes, mostPositives }: TrainingBatch,
): TrainingGraph {
  const targets = {
    positives: g.input("positives", [images, mostPositives], "int64"),
    isPositive: g.input("isPositive", [images, mostPositives]),
    isNegative: g.input("isNegative", [images, classes]),
  };
  const loss = rankingLoss(g, logits, targets, "loss");
  const graph = g.build([loss, logits]);
  return { graph, loss: loss.name, masks: mode.masks, statistics: mode.statistics };
}

import type { Graph } from "../../graph/graph";
import type { GivenValue } from "../chain";
import type { TrainingBatch, TrainingGraph } from "./training-graph";

/** What decides the sizes of a head that is made here. */
export interface HeadSettings {
  /** What its backbone gives. */
  readonly given: readonly GivenValue[];
  /** W, the length of a label's vector. */
  readonly wordSize: number;
  /** Channels and attention heads, for a head that has them. */
  readonly channelDim: number;
  readonly heads: number;
  /** Whether it learns from labels' vectors without what they have in common, as from those of a text encoder. */
  readonly areTexts: boolean;
}

/** The two graphs of a head in training, which share their parameters, over the labels of a batch. */
export interface HeadGraphs {
  readonly training: TrainingGraph;
  /** The head in use: what it takes becomes `logits` [N, C]. */
  readonly logits: Graph;
  /** The weights of the model that they become. */
  weightsInUse(weights: Weights): Weights;
}

type Weights = Readonly<Record<string, Float32Array<ArrayBuffer>>>;

/** How heads of a family are trained here. */
export interface TrainableHead {
  /** The values of a backbone that it goes on from; its graphs take them under these names. */
  readonly takes: readonly HeadInput[];
  graphs(settings: HeadSettings, batch: TrainingBatch): HeadGraphs;
}

export type HeadInput = "features" | "global";

import { buildGraph } from "../../../graph/build-graph";
import type { Graph } from "../../../graph/graph";
import type { CommonPart } from "../common-part";
import { inferenceMode } from "../mode";
import { scoreLayers } from "../score-layers";
import { rankedTraining, type TrainingBatch, type TrainingGraph } from "../training-graph";
import { trainingMode } from "../training-mode";
import { classifierLayers, trunkLayers } from "./biam";
import type { ModelSizes } from "./sizes";

/**
 * The same model in training, all parts in one graph: features, global, labels and dropout masks become
 * `logits` and their ranking loss, `loss`.
 */
export function biamTraining(
  sizes: ModelSizes,
  batch: TrainingBatch,
  common: CommonPart | null = null,
): TrainingGraph {
  const { featureChannels, gridHeight, gridWidth, globalSize, wordSize } = sizes;
  const { images, classes, vectors } = batch;
  const g = buildGraph("biam-training");
  const mode = trainingMode();
  const features = g.input("features", [images, featureChannels, gridHeight, gridWidth]);
  const global = g.input("global", [images, globalSize]);
  const regions = trunkLayers(g, mode, sizes, features, global);
  const classifiers = classifierLayers(g, sizes, g.constant(vectors, [classes, wordSize]), common);
  const { logits } = scoreLayers(g, sizes, regions, classifiers);
  return rankedTraining(g, mode, logits, batch);
}

/** The model in use, all parts in one graph over one vocabulary [C, W]: features and global become `logits`. */
export function biamLogits(
  sizes: ModelSizes,
  { classes, vectors }: Pick<TrainingBatch, "classes" | "vectors">,
  common: CommonPart | null = null,
): Graph {
  const { featureChannels, gridHeight, gridWidth, globalSize, wordSize } = sizes;
  const g = buildGraph("biam-logits");
  const features = g.input("features", ["N", featureChannels, gridHeight, gridWidth]);
  const global = g.input("global", ["N", globalSize]);
  const regions = trunkLayers(g, inferenceMode, sizes, features, global);
  const classifiers = classifierLayers(g, sizes, g.constant(vectors, [classes, wordSize]), common);
  return g.build([scoreLayers(g, sizes, regions, classifiers).logits]);
}

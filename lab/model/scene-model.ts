import { buildGraph, type GraphBuilder } from "../../src/graph/build-graph";
import type { Graph } from "../../src/graph/graph";
import { reduceMean } from "../../src/graph/operators/reduction/reduce-mean";
import type { ValueSpec } from "../../src/graph/tensor-type";
import { classifierLayers, trunkLayers } from "../../src/model/families/biam/biam";
import type { ModelSizes } from "../../src/model/families/biam/sizes";
import { inferenceMode, type Mode } from "../../src/model/families/mode";
import { scoreLayers } from "../../src/model/families/score-layers";
import type { TrainingGraph } from "../../src/model/families/training-graph";
import { trainingMode } from "../../src/model/families/training-mode";
import { logisticLoss } from "./logistic-loss";
import { type SceneBackboneSizes, sceneFeatures, sceneGlobal } from "./scene-backbone";

/** A backbone and the head on it. */
export interface SceneModelSizes {
  readonly backbone: SceneBackboneSizes;
  readonly head: ModelSizes;
  /** The block that a variant lacks, to show what it contributes. */
  readonly without?: "region context" | "scene context";
}

/** Word vectors [classes, wordSize] of the labels of a graph. */
export interface Labels {
  readonly classes: number;
  readonly vectors: Float32Array;
}

/**
 * Backbone and head in training together, from the picture on: `image` and `isPositive` become the logistic
 * `loss`. Nothing is dropped, because no picture ever comes twice.
 */
export function sceneModelTraining(
  sizes: SceneModelSizes,
  images: number,
  { classes, vectors }: Labels,
): TrainingGraph {
  const g = buildGraph("scene-model-training");
  const mode = trainingMode({ momentum: 0.05, dropout: false });
  const { imageSide } = sizes.backbone;
  const image = g.input("image", [images, 3, imageSide, imageSide]);
  const words = g.constant(vectors, [classes, sizes.head.wordSize]);
  const { logits } = sceneLayers(g, mode, sizes, image, words);
  const loss = logisticLoss(g, logits, g.input("isPositive", [images, classes]), "loss");
  return { graph: g.build([loss]), loss: loss.name, masks: mode.masks, statistics: mode.statistics };
}

/**
 * The same in use: `image` [N, 3, side, side] becomes `logits` [N, C], `maps` [N, P, C] and, for the
 * baseline, the features' mean over the picture, `pooled`, and at each position, `features`.
 */
export function sceneModelInUse(sizes: SceneModelSizes, { classes, vectors }: Labels): Graph {
  const g = buildGraph("scene-model");
  const { imageSide } = sizes.backbone;
  const image = g.input("image", ["N", 3, imageSide, imageSide]);
  const words = g.constant(vectors, [classes, sizes.head.wordSize]);
  const { features, logits, responses } = sceneLayers(g, inferenceMode, sizes, image, words);
  const pooled = g.apply(reduceMean, [features], { axes: [2, 3], keepdims: 0 }, "pooled");
  return g.build([logits, responses, features, pooled]);
}

function sceneLayers(
  g: GraphBuilder,
  mode: Mode,
  { backbone, head, without }: SceneModelSizes,
  image: ValueSpec,
  words: ValueSpec,
): { features: ValueSpec; logits: ValueSpec; responses: ValueSpec } {
  const features = sceneFeatures(g, mode, backbone, image);
  const global = without === "scene context" ? null : sceneGlobal(g, backbone, features);
  const regions = trunkLayers(g, mode, head, features, global, without !== "region context");
  return { features, ...scoreLayers(g, head, regions, classifierLayers(g, head, words)) };
}

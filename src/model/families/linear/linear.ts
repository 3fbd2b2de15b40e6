import { buildGraph, type GraphBuilder } from "../../../graph/build-graph";
import type { Graph } from "../../../graph/graph";
import type { ValueSpec } from "../../../graph/tensor-type";
import type { GivenValue } from "../../chain";
import { backboneSizes } from "../backbone-sizes";
import { type CommonPart, commonPart, ofWholeDirections, withoutCommonPart } from "../common-part";
import type { HeadGraphs, HeadSettings } from "../head";
import { directionsOf, linear, rowsOfGrid } from "../layers";
import { inferenceMode, type Mode } from "../mode";
import { scoreLayers } from "../score-layers";
import { rankedTraining, type TrainingBatch } from "../training-graph";
import { trainingMode } from "../training-mode";

const CLASSIFIER = "linear.classifier";

/** Of the norm's statistics: features never change, so each batch adds to what is known of them. */
const MOMENTUM = 0.1;

/** The sizes of a linear head. */
export interface LinearSizes extends Omit<ReturnType<typeof backboneSizes>, "globalSize"> {
  /** W, the length of a label's vector. */
  readonly wordSize: number;
}

/** The sizes of a head on a backbone that gives these values. */
export function linearSizes(given: readonly GivenValue[], wordSize: number): LinearSizes {
  const { globalSize: _, ...sizes } = backboneSizes(given);
  return { ...sizes, wordSize };
}

/**
 * Features [N, F, h, w] become regions [N, P, F]: each position's own features, each channel brought to mean 0 and
 * deviation 1 over the training's last images, so that backbones of any scale are learned from equally fast.
 */
export function linearRegions(sizes: LinearSizes): Graph {
  const g = buildGraph("linear-regions");
  return g.build([regionLayers(g, inferenceMode, featuresOf(g, "N", sizes))]);
}

/** Label vectors [C, W] of any length become classifiers [C, F], by one linear map. */
export function linearClassifiers(sizes: LinearSizes): Graph {
  const g = buildGraph("linear-classifiers");
  return g.build([classifierLayers(g, sizes, g.input("vectors", ["C", sizes.wordSize]))]);
}

/** The head in training, by the same loss as BiAM, and in use. */
export function linearGraphs({ given, wordSize, areTexts }: HeadSettings, batch: TrainingBatch): HeadGraphs {
  const sizes = linearSizes(given, wordSize);
  const common = areTexts ? commonPart(batch) : null;
  const logitsOf = (g: GraphBuilder, mode: Mode, images: number | "N") => {
    const regions = regionLayers(g, mode, featuresOf(g, images, sizes));
    const vectors = g.constant(batch.vectors, [batch.classes, wordSize]);
    return scoreLayers(g, sizes, regions, classifierLayers(g, sizes, vectors, common)).logits;
  };
  const step = buildGraph("linear-training");
  const mode = trainingMode({ momentum: MOMENTUM, dropout: false });
  const training = rankedTraining(step, mode, logitsOf(step, mode, batch.images), batch);
  const use = buildGraph("linear-logits");
  return {
    training,
    logits: use.build([logitsOf(use, inferenceMode, "N")]),
    weightsInUse: (weights) => (common ? ofWholeDirections(weights, CLASSIFIER, common) : weights),
  };
}

function featuresOf(g: GraphBuilder, images: number | "N", sizes: LinearSizes): ValueSpec {
  const { featureChannels, gridHeight, gridWidth } = sizes;
  return g.input("features", [images, featureChannels, gridHeight, gridWidth]);
}

function regionLayers(g: GraphBuilder, mode: Mode, features: ValueSpec): ValueSpec {
  return rowsOfGrid(g, mode.normalize(g, features, "linear.norm"), "regions");
}

function classifierLayers(
  g: GraphBuilder,
  { featureChannels, wordSize }: LinearSizes,
  vectors: ValueSpec,
  common: CommonPart | null = null,
): ValueSpec {
  const sizes = { from: wordSize, to: featureChannels, name: "classifiers" };
  const directions = directionsOf(g, vectors);
  return linear(g, common ? withoutCommonPart(g, directions, common) : directions, CLASSIFIER, sizes);
}

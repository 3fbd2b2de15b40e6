import { buildGraph, type GraphBuilder } from "../../../graph/build-graph";
import type { Graph } from "../../../graph/graph";
import { concat } from "../../../graph/operators/arrangement/concat";
import { leakyRelu } from "../../../graph/operators/elementwise/leaky-relu";
import type { ValueSpec } from "../../../graph/tensor-type";
import { type CommonPart, withoutCommonPart } from "../common-part";
import { convolution, convReluNorm, directionsOf, linear, rowsOfGrid } from "../layers";
import { inferenceMode, type Mode } from "../mode";
import { scoreGraph } from "../score-layers";
import { regionContextBlock } from "./region-context-block";
import { sceneContextBlock } from "./scene-context-block";
import type { ModelSizes } from "./sizes";
import { regionCount } from "./sizes";

/**
 * The part of BiAM that knows no vocabulary: features [N, Cf, h, w] and global [N, G] become the enriched
 * regions (e_f in the paper) [N, P, R], row by row. Values on the way are named h_r, e_r and e_g.
 */
export function biamTrunk(sizes: ModelSizes): Graph {
  const { featureChannels, gridHeight, gridWidth, globalSize } = sizes;
  const g = buildGraph("biam-trunk");
  const features = g.input("features", ["N", featureChannels, gridHeight, gridWidth]);
  const global = g.input("global", ["N", globalSize]);
  return g.build([trunkLayers(g, inferenceMode, sizes, features, global)]);
}

/**
 * `biamTrunk` in either mode. Variants show what a context block contributes: without a global vector e_g is
 * h_r, and without `regionContext` e_r is h_r.
 */
export function trunkLayers(
  g: GraphBuilder,
  mode: Mode,
  sizes: ModelSizes,
  features: ValueSpec,
  global: ValueSpec | null,
  regionContext = true,
): ValueSpec {
  const { featureChannels, channelDim: d, regionSize } = sizes;
  const regional = convReluNorm(g, mode, features, "conv_3X3", { from: featureChannels, to: d, name: "h_r" });
  const withRegions = regionContext ? regionContextBlock(g, mode, sizes, regional) : regional; // [N, d, h, w]
  const withScene = global ? sceneContextBlock(g, mode, sizes, regional, global) : regional; // [N, d, h, w]

  const both = g.apply(concat, [withRegions, withScene], { axis: 1 }); // [N, 2d, h, w]
  const mapped = convolution(g, both, "conv_1X1.body", { from: 2 * d, to: regionSize, kernel: 1 });
  const enriched = g.apply(leakyRelu, [mapped], { alpha: 0.2 }); // [N, R, h, w]
  return rowsOfGrid(g, enriched, "regions"); // [N, P, R]
}

/**
 * Word vectors [C, W] of any length become classifiers [C, R], once per vocabulary. A vector of zeros has
 * no direction and gives the bias alone.
 */
export function biamClassifiers(sizes: ModelSizes): Graph {
  const g = buildGraph("biam-classifiers");
  return g.build([classifierLayers(g, sizes, g.input("vectors", ["C", sizes.wordSize]))]);
}

/** `biamClassifiers` on vectors of any graph; in training, perhaps without what the labels have in common. */
export function classifierLayers(
  g: GraphBuilder,
  { wordSize, regionSize }: ModelSizes,
  vectors: ValueSpec,
  common: CommonPart | null = null,
): ValueSpec {
  const directions = directionsOf(g, vectors);
  const given = common ? withoutCommonPart(g, directions, common) : directions;
  return linear(g, given, "W", { from: wordSize, to: regionSize, name: "classifiers" });
}

/** `scoreGraph` of these sizes. */
export function biamScore(sizes: ModelSizes, { maps }: { maps: boolean }): Graph {
  const { regionSize, topRegions } = sizes;
  return scoreGraph("biam", { count: regionCount(sizes), regionSize, topRegions }, { maps });
}

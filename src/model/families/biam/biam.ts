import { buildGraph, type GraphBuilder } from "../../../graph/build-graph";
import type { Graph } from "../../../graph/graph";
import { concat } from "../../../graph/operators/arrangement/concat";
import { reshape } from "../../../graph/operators/arrangement/reshape";
import { transpose } from "../../../graph/operators/arrangement/transpose";
import { div } from "../../../graph/operators/elementwise/div";
import { leakyRelu } from "../../../graph/operators/elementwise/leaky-relu";
import { max } from "../../../graph/operators/elementwise/max";
import { reduceL2 } from "../../../graph/operators/reduction/reduce-l2";
import type { ValueSpec } from "../../../graph/tensor-type";
import { convolution, convReluNorm, linear } from "../layers";
import { inferenceMode, type Mode } from "../mode";
import { scoreLayers } from "../score-layers";
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
  const columns = g.apply(reshape, [enriched], { shape: [0, regionSize, regionCount(sizes)] });
  return g.apply(transpose, [columns], { perm: [0, 2, 1] }, "regions"); // [N, P, R]
}

/**
 * Word vectors [C, W] of any length become classifiers [C, R], once per vocabulary. A vector of zeros has
 * no direction and gives the bias alone.
 */
export function biamClassifiers(sizes: ModelSizes): Graph {
  const g = buildGraph("biam-classifiers");
  return g.build([classifierLayers(g, sizes, g.input("vectors", ["C", sizes.wordSize]))]);
}

/** `biamClassifiers` on vectors of any graph. */
export function classifierLayers(
  g: GraphBuilder,
  { wordSize, regionSize }: ModelSizes,
  vectors: ValueSpec,
): ValueSpec {
  const length = g.apply(reduceL2, [vectors], { axes: [1], keepdims: 1 });
  const divisor = g.apply(max, [length, g.constant([1e-12], [])], {});
  const directions = g.apply(div, [vectors, divisor], {}); // [C, W]
  return linear(g, directions, "W", { from: wordSize, to: regionSize, name: "classifiers" });
}

/**
 * Regions [N, P, R] and classifiers [C, R] become logits [N, C]: per class, the mean of its best
 * responses. With `maps`, also every response, maps [N, P, C] (m in the paper).
 */
export function biamScore(sizes: ModelSizes, { maps }: { maps: boolean }): Graph {
  const g = buildGraph(maps ? "biam-score-maps" : "biam-score");
  const regions = g.input("regions", ["N", regionCount(sizes), sizes.regionSize]);
  const classifiers = g.input("classifiers", ["C", sizes.regionSize]);
  const { logits, responses } = scoreLayers(g, sizes, regions, classifiers);
  return g.build(maps ? [logits, responses] : [logits]);
}

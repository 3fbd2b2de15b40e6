import { buildGraph } from "../../graph/build-graph";
import type { Graph } from "../../graph/graph";
import { trunkLayers } from "./biam/biam";
import { inferenceMode } from "./mode";
import { ACTIVATIONS, activate } from "./transformer/graphs/activation";
import { towerLayers } from "./transformer/graphs/image-tower";
import { normalized } from "./transformer/graphs/layers";

const trunk = {
  featureChannels: 4,
  gridHeight: 3,
  gridWidth: 3,
  globalSize: 6,
  wordSize: 5,
  channelDim: 4,
  heads: 2,
  regionSize: 4,
  topRegions: 2,
};

const tower = {
  width: 4,
  heads: 2,
  mlp: 8,
  activation: "gelu",
  gated: true,
  epsilon: 1e-5,
  layerScale: true,
  layers: 1,
  pictureHeight: 7,
  pictureWidth: 7,
  patch: 2,
  grid: { height: 3, width: 3, prefixTokens: 2 },
  patchBias: true,
  preNorm: true,
  head: "projection",
  size: 4,
} as const;

/** Tiny networks with the operations of real ones, to see whether a provider can run them all. */
export function trialGraph(): Graph {
  const g = buildGraph("trial");
  const features = g.input("features", ["N", trunk.featureChannels, trunk.gridHeight, trunk.gridWidth]);
  const global = g.input("scene", ["N", trunk.globalSize]);
  const image = g.input("image", ["N", 3, tower.pictureHeight, tower.pictureWidth]);
  const enriched = trunkLayers(g, inferenceMode, trunk, features, global);
  const { patches, whole } = towerLayers(g, tower, "naclip_residual_mlp", image);
  const activated = ACTIVATIONS.reduce((x, activation) => activate(g, activation, x), patches);
  return g.build([enriched, normalized(g, activated, 1e-12), whole]);
}

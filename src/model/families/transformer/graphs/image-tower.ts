import { buildGraph, type GraphBuilder } from "../../../../graph/build-graph";
import type { Graph } from "../../../../graph/graph";
import { concat } from "../../../../graph/operators/arrangement/concat";
import { pad } from "../../../../graph/operators/arrangement/pad";
import { reshape } from "../../../../graph/operators/arrangement/reshape";
import { slice } from "../../../../graph/operators/arrangement/slice";
import { transpose } from "../../../../graph/operators/arrangement/transpose";
import { add } from "../../../../graph/operators/elementwise/add";
import type { ValueSpec } from "../../../../graph/tensor-type";
import { type BlockSizes, block } from "./block";
import { patchesOf, type Reading, readPatches, type TokenGrid, tokenAt } from "./dense-reading";
import { layerNorm, linear } from "./layers";
import { poolAll, poolAlone } from "./pooling-head";
import { tiledTower } from "./tiled-tower";
import type { Tiles } from "./tiles";

/** The sizes and differences that make one vision transformer another. */
export interface ImageTowerSizes extends BlockSizes {
  readonly layers: number;
  /** Sides of the picture in pixels; what is left beyond whole patches is not looked at. */
  readonly pictureHeight: number;
  readonly pictureWidth: number;
  readonly patch: number;
  /** Patches, row by row, behind a class token or none, and a register or none. */
  readonly grid: TokenGrid;
  readonly patchBias: boolean;
  /** Whether tokens are normed before the first block. */
  readonly preNorm: boolean;
  /** How tokens reach the text's space: by a linear map without bias, through a pooling head, or as they are. */
  readonly head: "projection" | "pooling" | "none";
  /** E, the length of vectors in the text's space. */
  readonly size: number;
}

/**
 * A picture's tensor `image` [N, 3, S, S] becomes `features` [N, E, h, w], its patches in the text's space, and `global`
 * [N, E], the whole picture there; neither is at length 1. Values on the way are named embeddings, pre_norm, block0 …
 */
export function imageTower(sizes: ImageTowerSizes, reading: Reading): Graph {
  const g = buildGraph("image-tower");
  const image = g.input("image", ["N", 3, sizes.pictureHeight, sizes.pictureWidth]);
  return withFeatures(g, towerLayers(g, sizes, reading, image), sizes.grid);
}

/**
 * The same for a larger picture, seen through windows of the tower's size. Patches and whole are means of vectors at
 * length 1.
 */
export function tiledImageTower(
  sizes: ImageTowerSizes,
  reading: Reading,
  {
    tiles,
    side,
    leastLength,
  }: { readonly tiles: Tiles; readonly side: number; readonly leastLength: number },
): Graph {
  const g = buildGraph("tiled-image-tower");
  const image = g.input("image", ["N", 3, side, side]);
  const layers = (g: GraphBuilder, windows: ValueSpec) => towerLayers(g, sizes, reading, windows);
  const values = tiledTower(g, image, layers, tiles, leastLength);
  return withFeatures(g, values, { height: tiles.cells, width: tiles.cells });
}

/** Patches in the layout of a backbone's feature map. */
function withFeatures(
  g: GraphBuilder,
  { patches, whole }: { readonly patches: ValueSpec; readonly whole: ValueSpec },
  { height, width }: { readonly height: number; readonly width: number },
): Graph {
  const columns = g.apply(transpose, [patches], { perm: [0, 2, 1] }); // [N, E, P]
  const size = patches.shape.at(-1) as number;
  const features = g.apply(reshape, [columns], { shape: [0, size, height, width] }, "features");
  return g.build([features, g.apply(reshape, [whole], { shape: [0, size] }, "global")]);
}

/** The tower on a picture of any graph: `patches` [N, P, E] and `whole` [N, E]. */
export function towerLayers(
  g: GraphBuilder,
  sizes: ImageTowerSizes,
  reading: Reading,
  image: ValueSpec,
): { patches: ValueSpec; whole: ValueSpec } {
  let x = embedded(g, sizes, image); // [N, T, D]
  const last = sizes.layers - 1;
  for (let layer = 0; layer < last; layer++) {
    x = block(g, sizes, `layers.${layer}`, x, { name: `block${layer}` });
  }
  const normed = (tokens: ValueSpec, name?: string) => layerNorm(g, tokens, "post_norm", sizes.epsilon, name);
  const prefix = `layers.${last}`;
  const read = { grid: sizes.grid, reading };
  if (sizes.head === "pooling") {
    const all = normed(block(g, sizes, prefix, x, { name: `block${last}` }), "post_norm");
    const patches = reading === "vanilla" ? all : normed(readPatches(g, sizes, read, prefix, x));
    return { patches: poolAlone(g, sizes, patches), whole: poolAll(g, sizes, all) };
  }
  const tokens = block(g, sizes, prefix, x, {
    first: reading === "vanilla" ? undefined : 1,
    name: `block${last}`,
  });
  const patches =
    reading === "vanilla" ? patchesOf(g, sizes.grid, tokens, 1) : readPatches(g, sizes, read, prefix, x);
  const mapped = (value: ValueSpec) =>
    sizes.head === "projection" ? linear(g, value, "projection", { to: sizes.size, bias: false }) : value;
  return { patches: mapped(normed(patches)), whole: mapped(normed(tokenAt(g, tokens, 0))) };
}

/** Patches, each by one matrix product over its pixels, with class token, register and positions: [N, T, D]. */
function embedded(g: GraphBuilder, sizes: ImageTowerSizes, image: ValueSpec): ValueSpec {
  const { patch, width: size, preNorm, patchBias, epsilon, grid } = sizes;
  const { height, width, prefixTokens } = grid;
  const looked = whole(g, image, height * patch, width * patch);
  const cells = g.apply(reshape, [looked], { shape: [0, 3, height, patch, width, patch] });
  const byPatch = g.apply(transpose, [cells], { perm: [0, 2, 4, 1, 3, 5] }); // [N, h, w, 3, p, p]
  const pixels = g.apply(reshape, [byPatch], { shape: [0, height * width, 3 * patch * patch] });
  const patches = linear(g, pixels, "patch_embedding", { to: size, bias: patchBias }); // [N, P, D]
  const room = prefixTokens > 0 ? g.apply(pad, [patches], { pads: [0, prefixTokens, 0, 0, 0, 0] }) : patches;
  const x = g.apply(add, [room, tokenTable(g, sizes)], {}, "embeddings");
  return preNorm ? layerNorm(g, x, "pre_norm", epsilon, "pre_norm") : x;
}

function whole(g: GraphBuilder, image: ValueSpec, height: number, width: number): ValueSpec {
  if (image.shape[2] === height && image.shape[3] === width) return image;
  return g.apply(slice, [image], { starts: [0, 0], ends: [height, width], axes: [2, 3] });
}

/** What is added to the tokens: the class token at its position, the register without one, then positions: [T, D]. */
function tokenTable(
  g: GraphBuilder,
  { width: size, grid: { height, width, prefixTokens } }: ImageTowerSizes,
): ValueSpec {
  const count = height * width;
  if (prefixTokens === 0) return g.parameter("position_embedding", [count, size]);
  const positions = g.parameter("position_embedding", [1 + count, size]);
  const rows = (start: number, end: number) =>
    g.apply(slice, [positions], { starts: [start], ends: [end], axes: [0] });
  const first = g.apply(add, [g.parameter("class_embedding", [1, size]), rows(0, 1)], {});
  const register = prefixTokens > 1 ? [g.parameter("register_embedding", [1, size])] : [];
  return g.apply(concat, [first, ...register, rows(1, 1 + count)], { axis: 0 });
}

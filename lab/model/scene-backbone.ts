import { buildGraph, type GraphBuilder } from "../../src/graph/build-graph";
import type { Graph } from "../../src/graph/graph";
import { reshape } from "../../src/graph/operators/arrangement/reshape";
import { transpose } from "../../src/graph/operators/arrangement/transpose";
import { relu } from "../../src/graph/operators/elementwise/relu";
import { reduceMean } from "../../src/graph/operators/reduction/reduce-mean";
import type { Dimension, ValueSpec } from "../../src/graph/tensor-type";
import { convolution, linear } from "../../src/model/families/layers";
import { inferenceMode, type Mode } from "../../src/model/families/mode";

/** The sizes of the small backbone, which halves the picture three times. */
export interface SceneBackboneSizes {
  /** Side of the square picture in pixels, a multiple of 8. */
  readonly imageSide: number;
  /** Channels of the convolutions; the first three each work on a picture of half the side. */
  readonly channels: readonly number[];
  readonly globalSize: number;
}

/** The backbone that ships, in one graph: image [N, 3, side, side] to `features`, and those to `global`. */
export function sceneBackbone(sizes: SceneBackboneSizes): Graph {
  const g = buildGraph("scene-backbone");
  const image = g.input("image", ["N", 3, sizes.imageSide, sizes.imageSide]);
  const features = sceneFeatures(g, inferenceMode, sizes, image);
  return g.build([features, sceneGlobal(g, sizes, features)]);
}

const HALVINGS = 3;

/** The features of an image, in either mode. */
export function sceneFeatures(
  g: GraphBuilder,
  mode: Mode,
  { channels }: SceneBackboneSizes,
  image: ValueSpec,
): ValueSpec {
  let value = image;
  channels.forEach((to, layer) => {
    const given = layer < HALVINGS ? foldPixels(g, value) : value;
    const from = given.shape[1] as number;
    const mapped = convolution(g, given, `body.${layer}`, { from, to, kernel: 3 });
    const normed = mode.normalize(g, mapped, `body.${layer}.bn`);
    value = g.apply(relu, [normed], {}, layer === channels.length - 1 ? "features" : undefined);
  });
  return value;
}

/** The global vector, from the features. */
export function sceneGlobal(
  g: GraphBuilder,
  { channels, globalSize }: SceneBackboneSizes,
  features: ValueSpec,
): ValueSpec {
  const from = channels.at(-1) as number;
  const pooled = g.apply(reduceMean, [features], { axes: [2, 3], keepdims: 0 }); // [N, from]
  return g.apply(relu, [linear(g, pooled, "tail", { from, to: globalSize })], {}, "global");
}

/**
 * [N, C, h, w] to [N, 4C, h/2, w/2]: the four pixels of each square side by side, so that a 3x3 convolution
 * of the result is a 6x6 convolution of the input with stride 2.
 */
function foldPixels(g: GraphBuilder, value: ValueSpec): ValueSpec {
  const [channels, height, width] = value.shape.slice(1) as Dimension[] as [number, number, number];
  const [rows, columns] = [height / 2, width / 2];
  const split = g.apply(reshape, [value], { shape: [0, channels, rows, 2, columns, 2] });
  const gathered = g.apply(transpose, [split], { perm: [0, 1, 3, 5, 2, 4] });
  return g.apply(reshape, [gathered], { shape: [0, 4 * channels, rows, columns] });
}

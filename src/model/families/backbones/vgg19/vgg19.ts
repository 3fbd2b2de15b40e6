import { buildGraph } from "../../../../graph/build-graph";
import type { Graph } from "../../../../graph/graph";
import { reshape } from "../../../../graph/operators/arrangement/reshape";
import { relu } from "../../../../graph/operators/elementwise/relu";
import { maxPool } from "../../../../graph/operators/products/max-pool";
import { convolution, linear } from "../../layers";

/** VGG19's sizes; other widths and sides give the same network, smaller. */
interface Vgg19Sizes {
  /** Channels of the five stages. */
  readonly stageChannels: readonly [number, number, number, number, number];
  /** Side of the square image in pixels; a multiple of 32, for the five halvings. */
  readonly imageSide: number;
  readonly globalSize: number;
}

export const vgg19Sizes: Vgg19Sizes = {
  stageChannels: [64, 128, 256, 512, 512],
  imageSide: 224,
  globalSize: 4096,
};

const stageDepths = [2, 2, 4, 4, 4] as const;
const halving = { kernel_shape: [2, 2], strides: [2, 2] } as const;

/**
 * VGG19 from the image [N, 3, side, side] to its last convolution's ReLU: features [N, 512, 14, 14] at
 * full size. Parameters are numbered as in torchvision's `features`, where convolutions, ReLUs and pools
 * all count.
 */
export function vgg19Body({ stageChannels, imageSide }: Vgg19Sizes = vgg19Sizes): Graph {
  const g = buildGraph("vgg19-body");
  let value = g.input("image", ["N", 3, imageSide, imageSide]);
  let from = 3;
  let layer = 0;
  stageChannels.forEach((to, stage) => {
    if (stage > 0) {
      value = g.apply(maxPool, [value], halving);
      layer += 1;
    }
    for (let depth = 0; depth < (stageDepths[stage] as number); depth++) {
      const mapped = convolution(g, value, `features.${layer}`, { from, to, kernel: 3 });
      const isLast = stage === 4 && depth === 3;
      value = g.apply(relu, [mapped], {}, isLast ? "features" : undefined);
      from = to;
      layer += 2;
    }
  });
  return g.build([value]);
}

/**
 * VGG19 from the features on: the last pool and two fully connected layers with their ReLUs give the
 * global vector, global [N, 4096] (fc7).
 */
export function vgg19Tail({ stageChannels, imageSide, globalSize }: Vgg19Sizes = vgg19Sizes): Graph {
  const g = buildGraph("vgg19-tail");
  const channels = stageChannels[4];
  const side = imageSide / 16;
  const features = g.input("features", ["N", channels, side, side]);
  const pooled = g.apply(maxPool, [features], halving); // [N, 512, 7, 7]
  const flatSize = channels * (side / 2) ** 2;
  const flat = g.apply(reshape, [pooled], { shape: [0, flatSize] });
  const fc6 = linear(g, flat, "classifier.0", { from: flatSize, to: globalSize });
  const active = g.apply(relu, [fc6], {});
  const fc7 = linear(g, active, "classifier.3", { from: globalSize, to: globalSize });
  return g.build([g.apply(relu, [fc7], {}, "global")]); // [N, 4096]
}

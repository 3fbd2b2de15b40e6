import type { Activation } from "../transformer/graphs/activation";
import type { ImageTowerSizes } from "../transformer/graphs/image-tower";
import type { TextTowerSizes } from "../transformer/graphs/text-tower";
import type { PictureSettings } from "../transformer/picture-settings";

/** A CLIP as its configuration and tensors describe it. */
export interface ClipSizes {
  readonly picture: PictureSettings;
  readonly image: ImageTowerSizes;
  readonly text: TextTowerSizes;
}

/** What differs from one CLIP to another. */
interface ClipNumbers {
  readonly side: number;
  readonly patch: number;
  readonly activation: Activation;
  readonly epsilon: { readonly image: number; readonly text: number };
  readonly size: number;
  readonly image: {
    readonly width: number;
    readonly layers: number;
    readonly heads: number;
    readonly mlp: number;
  };
  readonly text: {
    readonly width: number;
    readonly layers: number;
    readonly heads: number;
    readonly mlp: number;
    readonly vocabulary: number;
    readonly maxTokens: number;
  };
}

export function clipTowers({ side, patch, activation, epsilon, size, image, text }: ClipNumbers) {
  const cells = Math.max(1, Math.floor(side / patch));
  const common = { activation, gated: false, layerScale: false, size } as const;
  const imageSizes: ImageTowerSizes = {
    ...common,
    ...image,
    epsilon: epsilon.image,
    pictureHeight: side,
    pictureWidth: side,
    patch,
    grid: { height: cells, width: cells, prefixTokens: 1 },
    patchBias: false,
    preNorm: true,
    head: "projection",
  };
  const textSizes: TextTowerSizes = {
    ...common,
    ...text,
    epsilon: epsilon.text,
    positions: "learned",
    causal: true,
    pooling: "last",
    head: "projection",
    leastLength: 1e-12,
  };
  return { image: imageSizes, text: textSizes };
}

import { z } from "zod";
import type { Checkpoint } from "../../checkpoints/checkpoint";
import { gridSide, layersIn, lengthIn, scalarIn } from "../transformer/checkpoint-sizes";
import type { ImageTowerSizes } from "../transformer/graphs/image-tower";
import type { TextTowerSizes } from "../transformer/graphs/text-tower";
import type { PictureSettings } from "../transformer/picture-settings";
import { firstFile, readPublisherJson } from "../transformer/publisher-files";
import { regionTextFamily } from "../transformer/region-text-family";
import type { RegionTextModel } from "../transformer/region-text-model";
import { tipsImage, tipsText } from "./tips-names";

const CLASS_TOKEN = "vision_encoder.cls_token";
const EMBEDDING = "text_encoder.token_embedding.weight";
/** What a cosine is divided by; it has had two names. */
const TEMPERATURES = ["text_encoder.temperature", "text_encoder.temperature_contrastive"] as const;
/** It served the training alone. */
const IGNORED = /^vision_encoder\.mask_token$/;

/** The heads of the published variants, which their files leave to a letter in their names, by width. */
const HEADS: Readonly<Record<number, number>> = { 768: 12, 1024: 16, 1152: 16, 1536: 24 };

const count = z.int().min(1).max(100_000);
/** `sizes.json`, ours: the heads of a variant that is none of the published ones. */
const sizesFile = z.looseObject({ vision_heads: count, text_heads: count });

/** `config.json` beside safetensors, which lack the temperature. */
const huggingFaceConfig = z.looseObject({ temperature: z.number() });

/** TIPSv2: two class tokens' worth of prefix, layer scale, no projection; published as a pair of `.npz` files. */
export const tipsFamily = regionTextFamily({
  name: "tips",
  recognizes: ({ tensors }) => tensors.has(CLASS_TOKEN),
  describe,
});

async function describe(checkpoint: Checkpoint, directory: string): Promise<RegionTextModel> {
  const told = await readPublisherJson(directory, "sizes.json", sizesFile);
  const image = imageSizes(checkpoint, told?.vision_heads ?? null);
  const name = TEMPERATURES.find((one) => checkpoint.tensors.has(one));
  const config = name ? null : await readPublisherJson(directory, "config.json", huggingFaceConfig);
  return {
    family: "tips",
    picture: { ...pictures, side: image.pictureHeight },
    image: { sizes: image, naming: tipsImage(image.gated) },
    text: { sizes: textSizes(checkpoint, told?.text_heads ?? null), naming: tipsText },
    tokenizer: { kind: "tips", path: await firstFile(directory, ["tokenizer.model"], "its tokenizer") },
    scalars: config ? [] : [name ?? TEMPERATURES[0]],
    ignore: IGNORED,
    positions: "bilinear_antialias",
    reading: { name: "values_residual_mlp", isMeasured: true },
    scale: 1 / (config?.temperature ?? (await scalarIn(checkpoint, name ?? TEMPERATURES[0], 1))),
    bias: 0,
    probability: "calibrated",
    share: 0.5,
  };
}

/** Squashed by PIL's bilinear and divided by 255, nothing else. */
const pictures: PictureSettings = {
  side: 448,
  filter: "bilinear",
  mean: [0, 0, 0],
  deviation: [1, 1, 1],
  crops: false,
};

function headsOf(width: number, told: number | null): number {
  return told ?? HEADS[width] ?? Math.max(1, Math.floor(width / 64));
}

function imageSizes(checkpoint: Checkpoint, heads: number | null): ImageTowerSizes {
  const width = lengthIn(checkpoint, CLASS_TOKEN, -1, 768);
  const layers = "vision_encoder.blocks.";
  const gated = checkpoint.tensors.has(`${layers}0.mlp.w12.weight`);
  const patch = lengthIn(checkpoint, "vision_encoder.patch_embed.proj.weight", -1, 14);
  const cells = gridSide(lengthIn(checkpoint, "vision_encoder.pos_embed", 1, 1025) - 1);
  return {
    width,
    heads: headsOf(width, heads),
    mlp: gated
      ? lengthIn(checkpoint, `${layers}0.mlp.w3.weight`, 1, 4096)
      : lengthIn(checkpoint, `${layers}0.mlp.fc1.weight`, 0, 4 * width),
    activation: "gelu",
    gated,
    epsilon: 1e-6,
    layerScale: true,
    layers: layersIn(checkpoint, layers),
    pictureHeight: cells * patch,
    pictureWidth: cells * patch,
    patch,
    grid: { height: cells, width: cells, prefixTokens: 2 },
    patchBias: true,
    preNorm: false,
    head: "none",
    size: width,
  };
}

function textSizes(checkpoint: Checkpoint, heads: number | null): TextTowerSizes {
  const width = lengthIn(checkpoint, EMBEDDING, 1, 768);
  const layers = "text_encoder.transformer.resblocks.";
  return {
    width,
    heads: headsOf(width, heads),
    mlp: lengthIn(checkpoint, `${layers}0.mlp.c_fc.weight`, 0, 4 * width),
    activation: "relu",
    gated: false,
    epsilon: 1e-5,
    layerScale: false,
    layers: layersIn(checkpoint, layers),
    vocabulary: lengthIn(checkpoint, EMBEDDING, 0, 32_000),
    maxTokens: 64,
    positions: "sinusoids",
    causal: false,
    pooling: "mean",
    head: "none",
    size: width,
    leastLength: 1e-3,
  };
}

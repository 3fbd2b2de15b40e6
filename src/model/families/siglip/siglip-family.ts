import { z } from "zod";
import type { Checkpoint } from "../../checkpoints/checkpoint";
import { gridSide, layersIn, lengthIn, scalarIn } from "../transformer/checkpoint-sizes";
import type { ImageTowerSizes } from "../transformer/graphs/image-tower";
import type { TextTowerSizes } from "../transformer/graphs/text-tower";
import {
  fromPreprocessCfg,
  fromPreprocessor,
  type PictureSettings,
  preprocessCfg,
  preprocessorConfig,
} from "../transformer/picture-settings";
import { firstFile, missing, readPublisherJson } from "../transformer/publisher-files";
import { regionTextFamily } from "../transformer/region-text-family";
import type { RegionTextModel } from "../transformer/region-text-model";
import {
  huggingFaceSiglipImage,
  huggingFaceSiglipText,
  openClipSiglipImage,
  openClipSiglipText,
} from "./siglip-names";

const HUGGING_FACE = "vision_model.head.probe";
const OPEN_CLIP = "visual.trunk.attn_pool.latent";
const IGNORED = /(^|\.)position_ids$/;

const count = z.int().min(1).max(100_000);
const epsilon = z.number().positive().default(1e-6);
const tower = z.looseObject({ num_attention_heads: count.default(12), layer_norm_eps: epsilon }).prefault({});

/** `config.json` of a SiglipModel; what it leaves out is as in B/16-224. */
const huggingFaceConfig = z.looseObject({
  vision_config: tower.and(z.looseObject({ image_size: count.default(224) }).prefault({})),
  text_config: tower,
});

const openClipConfig = z.looseObject({
  model_cfg: z.looseObject({
    vision_cfg: z.looseObject({ image_size: count.default(224) }),
    text_cfg: z.looseObject({ heads: count }),
  }),
  preprocess_cfg: preprocessCfg.optional(),
});

/** SigLIP and SigLIP 2 of a fixed resolution, in Hugging Face's and open_clip's names. */
export const siglipFamily = regionTextFamily({
  name: "siglip",
  recognizes: ({ tensors }) => tensors.has(HUGGING_FACE) || tensors.has(OPEN_CLIP),
  describe,
});

/** What the tensors do not show. */
interface Told {
  readonly side: number;
  readonly imageHeads: number;
  readonly textHeads: number;
  readonly epsilon: { readonly image: number; readonly text: number };
  readonly picture: PictureSettings;
}

const half = [0.5, 0.5, 0.5] as const;
const pictures: PictureSettings = { side: 224, filter: "bicubic", mean: half, deviation: half, crops: false };

async function describe(checkpoint: Checkpoint, directory: string): Promise<RegionTextModel> {
  const isHuggingFace = checkpoint.tensors.has(HUGGING_FACE);
  const image = isHuggingFace ? huggingFaceSiglipImage : openClipSiglipImage;
  const text = isHuggingFace ? huggingFaceSiglipText : openClipSiglipText;
  const told = isHuggingFace
    ? await toldByHuggingFace(directory)
    : await toldByOpenClip(checkpoint, directory);
  const tokenizer = await firstFile(directory, ["spiece.model", "tokenizer.json"], "its tokenizer");
  return {
    family: "siglip",
    picture: told.picture,
    image: { sizes: imageSizes(checkpoint, isHuggingFace, told), naming: image },
    text: { sizes: textSizes(checkpoint, isHuggingFace, told), naming: text },
    tokenizer: { kind: tokenizer.endsWith(".model") ? "siglip" : "siglip2", path: tokenizer },
    scalars: ["logit_scale", "logit_bias"],
    ignore: IGNORED,
    positions: "bicubic_size",
    reading: { name: "vanilla", isMeasured: false },
    scale: Math.exp(await scalarIn(checkpoint, "logit_scale", Math.log(10))),
    bias: await scalarIn(checkpoint, "logit_bias", -10),
    probability: "sigmoid",
    share: 1, // its sigmoid was trained on whole pictures
  };
}

async function toldByHuggingFace(directory: string): Promise<Told> {
  const config = await readPublisherJson(directory, "config.json", huggingFaceConfig);
  if (!config) throw missing(directory, ["config.json"], "which says what its tensors do not, such as heads");
  const preprocessor = await readPublisherJson(directory, "preprocessor_config.json", preprocessorConfig);
  const { vision_config: vision, text_config: text } = config;
  const side = vision.image_size;
  return {
    side,
    imageHeads: vision.num_attention_heads,
    textHeads: text.num_attention_heads,
    epsilon: { image: vision.layer_norm_eps, text: text.layer_norm_eps },
    picture: fromPreprocessor(preprocessor, { ...pictures, side }),
  };
}

async function toldByOpenClip(checkpoint: Checkpoint, directory: string): Promise<Told> {
  const config = await readPublisherJson(directory, "open_clip_config.json", openClipConfig);
  if (!config) {
    throw missing(directory, ["open_clip_config.json"], "which says what its tensors do not, such as heads");
  }
  const side = config.model_cfg.vision_cfg.image_size;
  const width = lengthIn(checkpoint, OPEN_CLIP, -1, 768);
  return {
    side,
    imageHeads: width <= 768 ? Math.max(1, Math.floor(width / 64)) : 16, // L, So400m and g have 16
    textHeads: config.model_cfg.text_cfg.heads,
    epsilon: { image: 1e-6, text: 1e-6 },
    picture: fromPreprocessCfg(config.preprocess_cfg, { ...pictures, side }),
  };
}

/** Both towers compute GELU by tanh, in the authors' program and in transformers. */
const common = { activation: "gelu_tanh", gated: false, layerScale: false } as const;

function imageSizes(checkpoint: Checkpoint, isHuggingFace: boolean, told: Told): ImageTowerSizes {
  const of = (huggingFace: string, openClip: string, axis: number, otherwise: number) =>
    lengthIn(checkpoint, isHuggingFace ? huggingFace : openClip, axis, otherwise);
  const width = of(HUGGING_FACE, OPEN_CLIP, -1, 768);
  const patch = of(
    "vision_model.embeddings.patch_embedding.weight",
    "visual.trunk.patch_embed.proj.weight",
    -1,
    16,
  );
  const positions = "vision_model.embeddings.position_embedding.weight";
  const cells = gridSide(of(positions, "visual.trunk.pos_embed", -2, Math.floor(told.side / patch) ** 2));
  const layers = isHuggingFace ? "vision_model.encoder.layers." : "visual.trunk.blocks.";
  return {
    ...common,
    width,
    heads: told.imageHeads,
    mlp: lengthIn(checkpoint, `${layers}0.mlp.fc1.weight`, 0, 3072),
    epsilon: told.epsilon.image,
    layers: layersIn(checkpoint, layers),
    pictureHeight: told.side,
    pictureWidth: told.side,
    patch,
    grid: { height: cells, width: cells, prefixTokens: 0 },
    patchBias: true,
    preNorm: false,
    head: "pooling",
    size: width,
  };
}

function textSizes(checkpoint: Checkpoint, isHuggingFace: boolean, told: Told): TextTowerSizes {
  const of = (huggingFace: string, openClip: string, axis: number, otherwise: number) =>
    lengthIn(checkpoint, isHuggingFace ? `text_model.${huggingFace}` : `text.${openClip}`, axis, otherwise);
  const embedding = "embeddings.token_embedding.weight";
  return {
    ...common,
    width: of(embedding, "token_embedding.weight", 1, 768),
    heads: told.textHeads,
    mlp: of("encoder.layers.0.mlp.fc1.weight", "transformer.resblocks.0.mlp.c_fc.weight", 0, 3072),
    epsilon: told.epsilon.text,
    layers: layersIn(
      checkpoint,
      isHuggingFace ? "text_model.encoder.layers." : "text.transformer.resblocks.",
    ),
    vocabulary: of(embedding, "token_embedding.weight", 0, 32_000),
    maxTokens: of("embeddings.position_embedding.weight", "positional_embedding", 0, 64),
    positions: "learned",
    causal: false,
    pooling: "last",
    head: "biased projection",
    size: of("head.weight", "text_projection.weight", 0, 768),
    leastLength: 1e-12,
  };
}

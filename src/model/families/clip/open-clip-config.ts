import { z } from "zod";
import type { Checkpoint } from "../../checkpoints/checkpoint";
import { layersIn, lengthIn } from "../transformer/checkpoint-sizes";
import { fromPreprocessCfg, preprocessCfg } from "../transformer/picture-settings";
import { missing, readPublisherJson } from "../transformer/publisher-files";
import { type ClipSizes, clipTowers } from "./clip-sizes";
import { clipPictures } from "./hugging-face-config";

const count = z.int().min(1).max(100_000);

/** `open_clip_config.json`, as far as tensors do not show it. A head is 64 wide unless it says otherwise. */
const openClipConfig = z.looseObject({
  model_cfg: z.looseObject({
    quick_gelu: z.boolean().default(false),
    vision_cfg: z.looseObject({ image_size: count.default(224), head_width: count.default(64) }),
    text_cfg: z.looseObject({ heads: count.default(8) }),
  }),
  preprocess_cfg: preprocessCfg.optional(),
});

/** A CLIP of open_clip's naming: sizes from its tensors, what they do not show from `open_clip_config.json`. */
export async function readOpenClipConfig(checkpoint: Checkpoint, directory: string): Promise<ClipSizes> {
  const config = await readPublisherJson(directory, "open_clip_config.json", openClipConfig);
  if (!config) {
    throw missing(
      directory,
      ["open_clip_config.json"],
      "which says what its tensors do not: heads and activation",
    );
  }
  const { quick_gelu, vision_cfg, text_cfg } = config.model_cfg;
  const of = (name: string, axis: number, otherwise: number) => lengthIn(checkpoint, name, axis, otherwise);
  const imageLayers = "visual.transformer.resblocks.";
  const textLayers = "transformer.resblocks.";
  const width = of("visual.class_embedding", 0, 768);
  const towers = clipTowers({
    side: vision_cfg.image_size,
    patch: of("visual.conv1.weight", -1, 32),
    activation: quick_gelu ? "quick_gelu" : "gelu",
    epsilon: { image: 1e-5, text: 1e-5 },
    size: of("visual.proj", 1, 512),
    image: {
      width,
      layers: layersIn(checkpoint, imageLayers),
      heads: Math.max(1, Math.floor(width / vision_cfg.head_width)),
      mlp: of(`${imageLayers}0.mlp.c_fc.weight`, 0, 3072),
    },
    text: {
      width: of("token_embedding.weight", 1, 512),
      layers: layersIn(checkpoint, textLayers),
      heads: text_cfg.heads,
      mlp: of(`${textLayers}0.mlp.c_fc.weight`, 0, 2048),
      vocabulary: of("token_embedding.weight", 0, 49_408),
      maxTokens: of("positional_embedding", 0, 77),
    },
  });
  const silent = { ...clipPictures, side: vision_cfg.image_size };
  return { picture: fromPreprocessCfg(config.preprocess_cfg, silent), ...towers };
}

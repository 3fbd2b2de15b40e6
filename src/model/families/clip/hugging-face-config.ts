import { z } from "zod";
import type { Checkpoint } from "../../checkpoints/checkpoint";
import { layersIn, lengthIn } from "../transformer/checkpoint-sizes";
import {
  clipDeviation,
  clipMean,
  fromPreprocessor,
  type PictureSettings,
  preprocessorConfig,
} from "../transformer/picture-settings";
import { missing, readPublisherJson } from "../transformer/publisher-files";
import { type ClipSizes, clipTowers } from "./clip-sizes";

const count = z.int().min(1).max(100_000);
const activation = z.enum(["quick_gelu", "gelu"]).default("quick_gelu");
const epsilon = z.number().positive().default(1e-5);

/** `config.json` of a CLIPModel; what it leaves out is as in ViT-B/32. */
const clipConfig = z.looseObject({
  vision_config: z
    .looseObject({
      num_attention_heads: count.default(12),
      image_size: count.default(224),
      patch_size: count.default(32),
      hidden_act: activation,
      layer_norm_eps: epsilon,
    })
    .prefault({}),
  text_config: z
    .looseObject({ num_attention_heads: count.default(8), hidden_act: activation, layer_norm_eps: epsilon })
    .prefault({}),
});

export const clipPictures: PictureSettings = {
  side: 224,
  filter: "bicubic",
  mean: clipMean,
  deviation: clipDeviation,
  crops: true,
};

/** A CLIP of Hugging Face's naming: sizes from its tensors, what they do not show from `config.json`. */
export async function readHuggingFaceConfig(checkpoint: Checkpoint, directory: string): Promise<ClipSizes> {
  const config = await readPublisherJson(directory, "config.json", clipConfig);
  if (!config)
    throw missing(directory, ["config.json"], "which says what its tensors do not: heads and activation");
  const preprocessor = await readPublisherJson(directory, "preprocessor_config.json", preprocessorConfig);
  const { vision_config: vision, text_config: text } = config;
  const of = (name: string, axis: number, otherwise: number) => lengthIn(checkpoint, name, axis, otherwise);
  const layer = (tower: string) => `${tower}.encoder.layers.`;
  const towers = clipTowers({
    side: vision.image_size,
    patch: of("vision_model.embeddings.patch_embedding.weight", -1, vision.patch_size),
    activation: vision.hidden_act,
    epsilon: { image: vision.layer_norm_eps, text: text.layer_norm_eps },
    size: of("visual_projection.weight", 0, 512),
    image: {
      width: of("vision_model.embeddings.class_embedding", 0, 768),
      layers: layersIn(checkpoint, layer("vision_model")),
      heads: vision.num_attention_heads,
      mlp: of(`${layer("vision_model")}0.mlp.fc1.weight`, 0, 3072),
    },
    text: {
      width: of("text_model.embeddings.token_embedding.weight", 1, 512),
      layers: layersIn(checkpoint, layer("text_model")),
      heads: text.num_attention_heads,
      mlp: of(`${layer("text_model")}0.mlp.fc1.weight`, 0, 2048),
      vocabulary: of("text_model.embeddings.token_embedding.weight", 0, 49_408),
      maxTokens: of("text_model.embeddings.position_embedding.weight", 0, 77),
    },
  });
  const textTower = { ...towers.text, activation: text.hidden_act };
  return {
    picture: fromPreprocessor(preprocessor, { ...clipPictures, side: vision.image_size }),
    image: towers.image,
    text: textTower,
  };
}

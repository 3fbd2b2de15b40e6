import type { Naming } from "../transformer/stored-parameters";

/** The names of a layer's parameters in Hugging Face's towers, of images and texts alike. */
export const huggingFaceLayer = {
  norm1: "layer_norm1.*",
  norm2: "layer_norm2.*",
  q: "self_attn.q_proj.*",
  k: "self_attn.k_proj.*",
  v: "self_attn.v_proj.*",
  out: "self_attn.out_proj.*",
  fc1: "mlp.fc1.*",
  fc2: "mlp.fc2.*",
} as const;

/** A patch's weights are stored as a convolution's, [D, 3, p, p]; its bias is [D] everywhere. */
export const convolution = ([size, pixels]: readonly number[]) => {
  if (pixels === undefined) return [size!];
  const side = Math.round(Math.sqrt(pixels / 3));
  return [size!, 3, side, side];
};

/** A vector that the towers add as a row [1, D]. */
export const asVector = ([, size]: readonly number[]) => [size!];

/** transformers' `CLIPModel`; "pre_layrnorm" is spelled so. */
export const huggingFaceImage: Naming = {
  once: {
    class_embedding: { tensor: "vision_model.embeddings.class_embedding", shape: asVector },
    patch_embedding: { tensor: "vision_model.embeddings.patch_embedding.*", shape: convolution },
    position_embedding: "vision_model.embeddings.position_embedding.weight",
    pre_norm: "vision_model.pre_layrnorm.*",
    post_norm: "vision_model.post_layernorm.*",
    projection: "visual_projection.*",
  },
  layers: "vision_model.encoder.layers.#.",
  layer: huggingFaceLayer,
};

export const huggingFaceText: Naming = {
  once: {
    token_embedding: "text_model.embeddings.token_embedding.weight",
    position_embedding: "text_model.embeddings.position_embedding.weight",
    final_norm: "text_model.final_layer_norm.*",
    projection: "text_projection.*",
  },
  layers: "text_model.encoder.layers.#.",
  layer: huggingFaceLayer,
};

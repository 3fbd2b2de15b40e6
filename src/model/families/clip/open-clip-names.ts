import type { Naming, StoredPlace } from "../transformer/stored-parameters";
import { asVector, convolution } from "./hugging-face-names";

const inProjection = (index: number): StoredPlace => ({ tensor: "attn.in_proj_*", part: [index, 3] });

/** The names of a layer's parameters in open_clip's and OpenAI's towers; queries, keys and values are stacked. */
export const openClipLayer = {
  norm1: "ln_1.*",
  norm2: "ln_2.*",
  q: inProjection(0),
  k: inProjection(1),
  v: inProjection(2),
  out: "attn.out_proj.*",
  fc1: "mlp.c_fc.*",
  fc2: "mlp.c_proj.*",
} as const;

/** open_clip and OpenAI; the projections are stored as they are used, [D, E]. */
export const openClipImage: Naming = {
  once: {
    class_embedding: { tensor: "visual.class_embedding", shape: asVector },
    patch_embedding: { tensor: "visual.conv1.*", shape: convolution },
    position_embedding: "visual.positional_embedding",
    pre_norm: "visual.ln_pre.*",
    post_norm: "visual.ln_post.*",
    projection: { tensor: "visual.proj", asUsed: true },
  },
  layers: "visual.transformer.resblocks.#.",
  layer: openClipLayer,
};

export const openClipText: Naming = {
  once: {
    token_embedding: "token_embedding.weight",
    position_embedding: "positional_embedding",
    final_norm: "ln_final.*",
    projection: { tensor: "text_projection", asUsed: true },
  },
  layers: "transformer.resblocks.#.",
  layer: openClipLayer,
};

import { convolution, huggingFaceLayer, huggingFaceText } from "../clip/hugging-face-names";
import { openClipLayer } from "../clip/open-clip-names";
import type { Naming, StoredPlace } from "../transformer/stored-parameters";

const part = (tensor: string, index: number, of: number): StoredPlace => ({ tensor, part: [index, of] });
const inProjection = (index: number) => part("vision_model.head.attention.in_proj_*", index, 3);

/** transformers' `SiglipModel`, of both versions. */
export const huggingFaceSiglipImage: Naming = {
  once: {
    patch_embedding: { tensor: "vision_model.embeddings.patch_embedding.*", shape: convolution },
    position_embedding: "vision_model.embeddings.position_embedding.weight",
    post_norm: "vision_model.post_layernorm.*",
    "head.probe": "vision_model.head.probe",
    "head.q": inProjection(0),
    "head.k": inProjection(1),
    "head.v": inProjection(2),
    "head.out": "vision_model.head.attention.out_proj.*",
    "head.norm": "vision_model.head.layernorm.*",
    "head.fc1": "vision_model.head.mlp.fc1.*",
    "head.fc2": "vision_model.head.mlp.fc2.*",
  },
  layers: "vision_model.encoder.layers.#.",
  layer: huggingFaceLayer,
};

export const huggingFaceSiglipText: Naming = {
  ...huggingFaceText,
  once: { ...huggingFaceText.once, projection: "text_model.head.*" },
};

const queriesKeysValues = (index: number) => part("attn.qkv.*", index, 3);
const keysValues = (index: number) => part("visual.trunk.attn_pool.kv.*", index, 2);

/** open_clip's, whose image tower is timm's. */
export const openClipSiglipImage: Naming = {
  once: {
    patch_embedding: { tensor: "visual.trunk.patch_embed.proj.*", shape: convolution },
    position_embedding: { tensor: "visual.trunk.pos_embed", shape: ([count, size]) => [1, count!, size!] },
    post_norm: "visual.trunk.norm.*",
    "head.probe": "visual.trunk.attn_pool.latent",
    "head.q": "visual.trunk.attn_pool.q.*",
    "head.k": keysValues(0),
    "head.v": keysValues(1),
    "head.out": "visual.trunk.attn_pool.proj.*",
    "head.norm": "visual.trunk.attn_pool.norm.*",
    "head.fc1": "visual.trunk.attn_pool.mlp.fc1.*",
    "head.fc2": "visual.trunk.attn_pool.mlp.fc2.*",
  },
  layers: "visual.trunk.blocks.#.",
  layer: {
    norm1: "norm1.*",
    norm2: "norm2.*",
    q: queriesKeysValues(0),
    k: queriesKeysValues(1),
    v: queriesKeysValues(2),
    out: "attn.proj.*",
    fc1: "mlp.fc1.*",
    fc2: "mlp.fc2.*",
  },
};

export const openClipSiglipText: Naming = {
  once: {
    token_embedding: "text.token_embedding.weight",
    position_embedding: "text.positional_embedding",
    final_norm: "text.ln_final.*",
    projection: "text.text_projection.*",
  },
  layers: "text.transformer.resblocks.#.",
  layer: openClipLayer,
};

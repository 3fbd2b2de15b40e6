import { convolution } from "../clip/hugging-face-names";
import { openClipLayer } from "../clip/open-clip-names";
import type { Naming, StoredPlace } from "../transformer/stored-parameters";

const queriesKeysValues = (index: number): StoredPlace => ({ tensor: "attn.qkv.*", part: [index, 3] });
const row = ([, size]: readonly number[]) => [1, 1, size!];

/** The authors' `*_vision.npz`; with a gate the hidden layer's two halves are one tensor, `w12`. */
export function tipsImage(gated: boolean): Naming {
  return {
    once: {
      class_embedding: { tensor: "vision_encoder.cls_token", shape: row },
      register_embedding: { tensor: "vision_encoder.register_tokens", shape: row },
      position_embedding: {
        tensor: "vision_encoder.pos_embed",
        shape: ([count, size]) => [1, count!, size!],
      },
      patch_embedding: { tensor: "vision_encoder.patch_embed.proj.*", shape: convolution },
      post_norm: "vision_encoder.norm.*",
    },
    layers: "vision_encoder.blocks.#.",
    layer: {
      norm1: "norm1.*",
      norm2: "norm2.*",
      q: queriesKeysValues(0),
      k: queriesKeysValues(1),
      v: queriesKeysValues(2),
      out: "attn.proj.*",
      fc1: gated ? "mlp.w12.*" : "mlp.fc1.*",
      fc2: gated ? "mlp.w3.*" : "mlp.fc2.*",
      scale1: "ls1.gamma",
      scale2: "ls2.gamma",
    },
  };
}

/** The authors' `*_text.npz`; positions are sinusoids, and there is no projection. */
export const tipsText: Naming = {
  once: { token_embedding: "text_encoder.token_embedding.weight", final_norm: "text_encoder.ln_final.*" },
  layers: "text_encoder.transformer.resblocks.#.",
  layer: openClipLayer,
};

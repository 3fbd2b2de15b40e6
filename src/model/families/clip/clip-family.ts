import type { Checkpoint } from "../../checkpoints/checkpoint";
import { scalarIn } from "../transformer/checkpoint-sizes";
import { firstFile } from "../transformer/publisher-files";
import { regionTextFamily } from "../transformer/region-text-family";
import type { RegionTextModel } from "../transformer/region-text-model";
import { readHuggingFaceConfig } from "./hugging-face-config";
import { huggingFaceImage, huggingFaceText } from "./hugging-face-names";
import { readOpenClipConfig } from "./open-clip-config";
import { openClipImage, openClipText } from "./open-clip-names";

const HUGGING_FACE = "vision_model.embeddings.class_embedding";
const OPEN_CLIP = "visual.class_embedding";
/** Buffers of older files, and numbers that OpenAI's keep among the weights. */
const IGNORED = /(^|\.)position_ids$|^(input_resolution|context_length|vocab_size)$/;

/** CLIP of OpenAI, LAION, DataComp, MetaCLIP and others, in Hugging Face's and open_clip's names. */
export const clipFamily = regionTextFamily({
  name: "clip",
  recognizes: ({ tensors }) => tensors.has(HUGGING_FACE) || tensors.has(OPEN_CLIP),
  describe,
});

async function describe(checkpoint: Checkpoint, directory: string): Promise<RegionTextModel> {
  const isHuggingFace = checkpoint.tensors.has(HUGGING_FACE);
  const { picture, image, text } = isHuggingFace
    ? await readHuggingFaceConfig(checkpoint, directory)
    : await readOpenClipConfig(checkpoint, directory);
  return {
    family: "clip",
    picture,
    image: { sizes: image, naming: isHuggingFace ? huggingFaceImage : openClipImage },
    text: { sizes: text, naming: isHuggingFace ? huggingFaceText : openClipText },
    tokenizer: { kind: "clip", path: await firstFile(directory, ["tokenizer.json"], "its tokenizer") },
    scalars: ["logit_scale"],
    ignore: IGNORED,
    positions: "bicubic_size",
    reading: { name: "naclip_reduced", isMeasured: true },
    scale: Math.exp(await scalarIn(checkpoint, "logit_scale", Math.log(100))),
    bias: 0,
    probability: "calibrated",
    share: 0.5,
  };
}

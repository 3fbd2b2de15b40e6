import { copyFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Parameter } from "../../src/graph/graph";
import { clipTowers } from "../../src/model/families/clip/clip-sizes";
import { huggingFaceImage, huggingFaceText } from "../../src/model/families/clip/hugging-face-names";
import { imageTower } from "../../src/model/families/transformer/graphs/image-tower";
import { textTower } from "../../src/model/families/transformer/graphs/text-tower";
import { type Naming, storedBy, storedShape } from "../../src/model/families/transformer/stored-parameters";
import type { ModelToImport } from "../../src/services/models/import-model";
import { writeSafetensors } from "../../test/helpers/models/safetensors-bytes";
import { sharedPath } from "../../test/helpers/shared";
import { heWeights } from "./he-weights";

/** CLIP's own tokens, so that texts have their real lengths. */
const TOKENIZER = path.join(sharedPath, "reference/region-text/clip/tokenizer.json");

/** CLIP at the sizes of ViT-B, with random weights, in Hugging Face's layout; also for other programs to read. */
export async function writeClipFiles(directory: string, patch: 16 | 32): Promise<ModelToImport> {
  const folder = path.join(directory, "clip");
  await mkdir(folder);
  const towers = clipTowers({
    ...{ side: 224, patch, activation: "quick_gelu", epsilon: { image: 1e-5, text: 1e-5 }, size: 512 },
    image: { width: 768, layers: 12, heads: 12, mlp: 3072 },
    text: { width: 512, layers: 12, heads: 8, mlp: 2048, vocabulary: 49_408, maxTokens: 77 },
  });
  const stored = [
    ...storedTensors(huggingFaceImage, imageTower(towers.image, "vanilla").parameters),
    ...storedTensors(huggingFaceText, textTower(towers.text).parameters),
  ];
  const weights = heWeights(stored, 7);
  for (const { name, shape } of stored)
    if (isNormScale(name)) weights.set(name, { shape, data: new Float32Array(shape[0]!).fill(1) });
  weights.set("logit_scale", { shape: [], data: Float32Array.of(Math.log(100)) });
  await writeSafetensors(path.join(folder, "model.safetensors"), weights);
  const config = {
    model_type: "clip",
    projection_dim: 512,
    vision_config: { patch_size: patch },
    text_config: {},
  };
  await writeFile(path.join(folder, "config.json"), JSON.stringify(config));
  await copyFile(TOKENIZER, path.join(folder, "tokenizer.json"));
  return { name: `clip-b${patch}`, checkpointPath: folder, heads: null, backbone: null };
}

function storedTensors(naming: Naming, parameters: readonly Parameter[]): Parameter[] {
  const stored = storedBy(naming, parameters);
  return stored.map(({ parameter, place }) => ({ name: place.tensor, shape: storedShape(parameter, place) }));
}

function isNormScale(name: string): boolean {
  return /norm\d?\.weight$|layrnorm\.weight$/.test(name);
}

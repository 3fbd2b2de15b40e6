import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { buildGraph } from "../../../src/graph/build-graph";
import type { Graph } from "../../../src/graph/graph";
import { reshape } from "../../../src/graph/operators/arrangement/reshape";
import { relu } from "../../../src/graph/operators/elementwise/relu";
import { maxPool } from "../../../src/graph/operators/products/max-pool";
import { valuesOf } from "../../../src/model/chain";
import type { BackboneDescription, ModelDescription, ModelPart } from "../../../src/model/description";
import { writeBackbone } from "../../../src/model/families/backbones/write-backbone";
import { biamClassifiers, biamTrunk } from "../../../src/model/families/biam/biam";
import type { ModelSizes } from "../../../src/model/families/biam/sizes";
import { FAMILIES } from "../../../src/model/families/families";
import { convolution, linear } from "../../../src/model/families/layers";
import { writeModel } from "../../../src/model/families/write-model";
import { joinParts } from "../../../src/model/packages/join-parts";
import { writeOnnxModel } from "../../../src/onnx/write/write-onnx-model";
import type { PictureInput } from "../../../src/pictures/picture-input";
import { randomParameters, randomTensor } from "../graph/random-tensors";
import { sourceOf } from "../graph/run-graph";
import { writeSafetensors } from "./safetensors-bytes";

/** A BiAM that runs in a millisecond. */
export const tinySizes: ModelSizes = {
  featureChannels: 8,
  gridHeight: 4,
  gridWidth: 4,
  globalSize: 16,
  wordSize: 8,
  channelDim: 8,
  heads: 2,
  regionSize: 16,
  topRegions: 6,
};

const imageSide = 32;

/** Files that a person would bring to import the tiny model, and no more. */
export interface TinyModelFiles {
  readonly onnxPath: string;
  readonly manifestPath: string;
  readonly checkpointPath: string;
  readonly heads: number;
}

/**
 * Writes the tiny model as files to be imported: an ONNX backbone, its manifest, a safetensors head. Another
 * seed gives a head with other weights on the same backbone.
 */
export async function writeTinyModelFiles(directory: string, headSeed = 2): Promise<TinyModelFiles> {
  await mkdir(directory, { recursive: true });
  const graph = tinyBackbone();
  const weights = randomParameters(graph, 1);
  const readParameter = (name: string) => sourceOf(weights.get(name)!);
  await writeOnnxModel({ graph, directory, stem: "tiny-backbone", readParameter });
  const manifestPath = path.join(directory, "tiny-backbone.json");
  await writeFile(manifestPath, JSON.stringify(tinyManifest));
  const checkpointPath = path.join(directory, "tiny-head.safetensors");
  await writeSafetensors(
    checkpointPath,
    new Map([
      ...randomParameters(biamTrunk(tinySizes), headSeed),
      ...randomParameters(biamClassifiers(tinySizes), headSeed + 1),
    ]),
  );
  return {
    onnxPath: path.join(directory, "tiny-backbone.onnx"),
    manifestPath,
    checkpointPath,
    heads: tinySizes.heads,
  };
}

/** The tiny model as an engine loads it, and its two packages apart. */
export interface TinyModel {
  readonly description: ModelDescription;
  readonly directory: string;
  readonly backboneDirectory: string;
  readonly headDirectory: string;
  readonly backbone: BackboneDescription;
  readonly head: ModelPart;
}

/** Writes the tiny model's two packages, as an import does. The same bytes at every call. */
export async function writeTinyModel(directory: string): Promise<TinyModel> {
  const filesDirectory = path.join(directory, "files");
  const { onnxPath, manifestPath, checkpointPath, heads } = await writeTinyModelFiles(filesDirectory);
  const backboneDirectory = path.join(directory, "backbone");
  const headDirectory = path.join(directory, "head");
  const backbone = await writeBackbone({ onnxPath, manifestPath }, backboneDirectory);
  const written = path.join(filesDirectory, "head");
  const { part: head } = await writeModel(
    { checkpointPath, heads, given: valuesOf(backbone.encode) },
    FAMILIES,
    written,
  );
  await rename(path.join(written, "model"), headDirectory);
  await rm(filesDirectory, { recursive: true });
  const description = joinParts({ name: "head", part: head }, { name: "backbone", part: backbone });
  return { description, directory, backboneDirectory, headDirectory, backbone, head };
}

/** How the tiny backbone takes its picture. */
export const tinyPictureInput: PictureInput = {
  width: imageSide,
  height: imageSide,
  channelOrder: "rgb",
  mean: [128, 128, 128],
  scale: [1 / 128, 1 / 128, 1 / 128],
  filter: "bilinear",
  fit: "stretch",
};

/** The manifest of the tiny backbone. */
export const tinyManifest = {
  input: { name: "image", ...tinyPictureInput },
  features: { name: "features" },
  global: { name: "global" },
} as const;

/** Three convolutions with pools and one linear map: image [N, 3, 32, 32] -> features [N, 8, 4, 4], global [N, 16]. */
export function tinyBackbone(): Graph {
  const g = buildGraph("tiny-backbone");
  const halving = { kernel_shape: [2, 2], strides: [2, 2] } as const;
  let value = g.input("image", ["N", 3, imageSide, imageSide]);
  let from = 3;
  for (const [index, to] of [4, 8, 8].entries()) {
    const mapped = convolution(g, value, `conv${index}`, { from, to, kernel: 3 });
    const pooled = g.apply(maxPool, [mapped], halving);
    value = g.apply(relu, [pooled], {}, index === 2 ? "features" : undefined);
    from = to;
  }
  const pooled = g.apply(maxPool, [value], halving); // [N, 8, 2, 2]
  const flat = g.apply(reshape, [pooled], { shape: [0, 32] });
  const scene = linear(g, flat, "linear", { from: 32, to: tinySizes.globalSize });
  return g.build([value, g.apply(relu, [scene], {}, "global")]);
}

const WORDS =
  "dog cat bird horse cow sheep fish person man woman child car bus train boat bicycle road street house " +
  "tree flower grass sky sea beach snow mountain river hot red blue green traffic light traffic-light " +
  "hot_dog New_York chair table sofa";

/** Some forty words with vectors of eight numbers, the same at every call; some are written with hyphens or capitals. */
export function tinyWords(seed = 100): { word: string; vector: Float32Array }[] {
  return WORDS.split(" ").map((word, index) => ({
    word,
    vector: randomTensor([tinySizes.wordSize], seed + index).data,
  }));
}

/** Writes `tinyWords` as a GloVe text file and gives its path. */
export const tinyWordVectors = (directory: string) => writeWords(directory, "tiny-words.txt", tinyWords());

/** The same words with other vectors of the same length: a space that is never to be mixed with the other. */
export const otherWordVectors = (directory: string) =>
  writeWords(directory, "other-words.txt", tinyWords(500));

async function writeWords(directory: string, name: string, words: ReturnType<typeof tinyWords>) {
  const file = path.join(directory, name);
  const lines = words.map(({ word, vector }) => [word, ...vector].join(" "));
  await mkdir(directory, { recursive: true });
  await writeFile(file, `${lines.join("\n")}\n`);
  return file;
}

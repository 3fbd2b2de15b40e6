import { stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { RegionaryError } from "../errors";
import { type ModelSizes, regionCount } from "../model/families/biam/sizes";
import { type BackboneDescriptor, readBackboneDescriptor } from "../model/packages/backbone-descriptor";
import { readHeadDescriptor } from "../model/packages/head-descriptor";
import { type EncodeLayout, layoutsFor, PRECISIONS } from "./encode/encode-layout";
import type { EncodeFiles, EncodeModel, ScoreModel } from "./lane-tasks";
import { float16Files } from "./providers/float16-files";
import type { Provider } from "./providers/providers";

/** Where a model's files are. */
export interface ModelPackages {
  readonly backboneDirectory: string;
  readonly headDirectory: string;
  /** Its backbone computes in 8 bits, which is for the CPU, wherever other models run. */
  readonly isInt8?: boolean;
  /**
   * Where what is measured of it is kept between starts, and beside it, for a GPU, the model in half precision;
   * without it nothing is measured.
   */
  readonly calibrationFile?: string;
}

/** What a model can run on. */
export interface ModelResources {
  readonly provider: Provider;
  /** Of the CPU, for all encode lanes together. */
  readonly threads: number;
  readonly gpus: readonly number[];
  readonly maxBatch: number;
}

/** A model as its packages say it is. */
export interface ModelDescription {
  readonly sizes: ModelSizes;
  readonly input: BackboneDescriptor["input"];
  /** In the first of the layouts. */
  readonly encode: EncodeModel;
  readonly score: ScoreModel;
  /** How the encode stage could run, the plainest first. */
  readonly layouts: readonly EncodeLayout[];
}

/** Reads a model's packages. Throws MODEL_NOT_READY where they are missing, damaged, or do not fit each other. */
export async function describeModel(
  key: string,
  { backboneDirectory, headDirectory, isInt8 = false, calibrationFile }: ModelPackages,
  resources: ModelResources,
): Promise<ModelDescription> {
  const { threads, gpus, maxBatch } = resources;
  const provider = isInt8 ? "cpu" : resources.provider;
  const backbone = await readBackboneDescriptor(backboneDirectory);
  const head = await readHeadDescriptor(headDirectory);
  const { sizes } = head;
  const { input, features, global, body, tail } = backbone;
  const inBackbone = (file: string) => path.resolve(backboneDirectory, file);
  const inHead = (file: string) => path.resolve(headDirectory, file);
  checkFit(backbone, sizes);

  const files = { body: inBackbone(body.file), tail: inBackbone(tail.file), trunk: inHead(head.trunk) };
  const halves =
    provider !== "cpu" && calibrationFile ? await float16Files(files, `${calibrationFile}.float16`) : null;
  const layouts = layoutsFor({
    provider,
    threads,
    gpus: gpus.length,
    precisions: halves ? PRECISIONS : ["float32"],
    copies: await copiesThatFit(files),
  });
  return {
    sizes,
    input,
    layouts,
    encode: {
      key,
      provider,
      layout: layouts[0] as EncodeLayout,
      gpus,
      maxBatch,
      input,
      featureShape: [features.channels, features.height, features.width],
      globalSize: global.size,
      regionSize: sizes.regionSize,
      body,
      tail,
      files: { float32: files, float16: halves ?? files },
    },
    score: {
      key,
      // Always one thread of the CPU: scoring is cheap, and a score then never depends on its neighbours.
      runtime: { provider: "cpu", threads: 1 },
      regionShape: [regionCount(sizes), sizes.regionSize],
      wordSize: sizes.wordSize,
      classifiersFile: inHead(head.classifiers),
      scoreFile: inHead(head.score),
      scoreMapsFile: inHead(head.scoreMaps),
    },
  };
}

/** Models take about as much memory as their files; half of what is free may go to them. */
async function copiesThatFit(files: EncodeFiles): Promise<number> {
  const parts = Object.values(files).flatMap((file) => [file, `${file}.data`]);
  const sizes = await Promise.all(parts.map(sizeOf));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return Math.floor(os.freemem() / 2 / Math.max(1, bytes));
}

function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

function checkFit({ features, global }: BackboneDescriptor, sizes: ModelSizes): void {
  const gives = `[${features.channels}, ${features.height}, ${features.width}] and ${global.size}`;
  const takes = `[${sizes.featureChannels}, ${sizes.gridHeight}, ${sizes.gridWidth}] and ${sizes.globalSize}`;
  if (gives === takes) return;
  throw new RegionaryError(
    "MODEL_NOT_READY",
    `The model's head takes features and a global vector of ${takes}; its backbone gives ${gives}. Import the head again with the backbone it was trained on.`,
  );
}

import { stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { ModelDescription } from "../../model/description";
import type { Provider } from "../providers/providers";
import { type EncodeLayout, layoutsFor, PRECISIONS } from "../stages/encode-layout";
import type { EncodeModel } from "../stages/encode-model";
import { float16Stages } from "../stages/float16-stages";
import { joinedStages } from "../stages/joined-stages";
import { type ScoreModel, scoreModelOf } from "../stages/score-model";
import { canBeApart } from "../stages/segments";

/** A model and where its files are. */
export interface ModelFiles {
  readonly description: ModelDescription;
  /** Holds the packages that the description names. */
  readonly directory: string;
  /**
   * Where its measurements are kept between starts and, for a GPU, its stages joined and in half precision; without
   * it nothing is measured.
   */
  readonly timingFile?: string;
}

/** What a model can run on. */
export interface ModelResources {
  readonly provider: Provider;
  /** Threads of the CPU, for all encode lanes together. */
  readonly threads: number;
  readonly gpus: readonly number[];
  readonly maxBatch: number;
}

/** A model as it can run here. */
export interface PlacedModel {
  /** In the plainest of the layouts. */
  readonly encode: EncodeModel;
  readonly score: ScoreModel;
  /** How the encode stages could run, those to be preferred first. */
  readonly layouts: readonly EncodeLayout[];
}

/** Finds out how a model can run on this machine. */
export async function placeModel(
  key: string,
  { description, directory, timingFile }: ModelFiles,
  { threads, gpus, maxBatch, ...resources }: ModelResources,
): Promise<PlacedModel> {
  // 8-bit models run on the CPU, wherever others do.
  const isInt8 = description.encode.some(({ precision }) => precision === "int8");
  const provider = isInt8 ? "cpu" : resources.provider;
  const stages = description.encode.map((stage) => ({
    ...stage,
    file: path.resolve(directory, stage.file),
  }));
  const halves =
    provider !== "cpu" && timingFile ? await float16Stages(stages, `${timingFile}.float16`) : null;
  // Of these only CUDA has all operators that bytes need.
  const joined =
    provider === "cuda" && timingFile
      ? await joinedStages(stages, description.picture, `${timingFile}.joined`)
      : null;
  const joinedHalves = joined && halves ? await float16Stages(joined, `${timingFile}.joined.float16`) : null;
  const layouts = layoutsFor({
    provider,
    threads,
    gpus: gpus.length,
    precisions: halves ? PRECISIONS : ["float32"],
    copies: await copiesThatFit(stages.map(({ file }) => file)),
    canBeApart: canBeApart(stages),
  });
  return {
    layouts,
    encode: {
      key,
      provider,
      layout: layouts.find(({ memoryThreads }) => memoryThreads === null)!,
      gpus,
      maxBatch,
      picture: description.picture,
      stages: {
        float32: [...(joined ?? []), ...stages],
        float16: [...(joinedHalves ?? []), ...(halves ?? stages)],
      },
    },
    // Always one thread: scoring is cheap, and a score then never depends on its neighbors.
    score: scoreModelOf(key, description, directory, 1),
  };
}

/** A model takes about as much memory as its files; models may use half of what is free. */
async function copiesThatFit(files: readonly string[]): Promise<number> {
  const parts = files.flatMap((file) => [file, `${file}.data`]);
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

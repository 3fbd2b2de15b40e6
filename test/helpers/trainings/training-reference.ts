import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type ModelSizes, paperSizes } from "../../../src/model/families/biam/sizes";
import { parseNpy } from "../../../src/tensor/npy";
import { nusWideVectors } from "../evaluations/nus-wide";
import type { Tensor32 } from "../graph/run-graph";
import { referenceArray } from "../reference-files";
import { sharedPath } from "../shared";

/** The sizes of the reference run of three training steps. */
export const referenceSizes: ModelSizes = { ...paperSizes, channelDim: 32, heads: 4 };

export const referenceImages = 6;
export const referenceClasses = 925;

/** What the manifest tells of the reference run. */
interface TrainingManifest {
  readonly notes: {
    readonly losses: { readonly f32: number[]; readonly f64: number[] };
    readonly learning_rate_per_epoch: { readonly actual: number[] };
  };
  readonly ranking_loss: Readonly<Record<string, { readonly loss: number; readonly loss_f64: number }>>;
}

export function trainingManifest(): TrainingManifest {
  return JSON.parse(readFileSync(path.join(sharedPath, "reference/training/manifest.json"), "utf8"));
}

/** The labels of a reference batch, and its number of classes. */
export async function referenceLabels(name: string): Promise<{ labels: Int8Array; classes: number }> {
  const { data, shape } = parseNpy(
    await readFile(path.join(sharedPath, "reference/training", `${name}.npy`)),
  );
  return { labels: data as Int8Array, classes: shape[1]! };
}

/** The batch that the reference run was trained on three times. */
export async function referenceBatch(): Promise<{
  features: Tensor32;
  global: Tensor32;
  labels: Int8Array;
  vectors: Float32Array;
}> {
  const { featureChannels, gridHeight, gridWidth, globalSize, wordSize } = referenceSizes;
  const features = Float32Array.from(await referenceArray("training", "features"));
  const global = Float32Array.from(await referenceArray("training", "fc7"));
  return {
    features: { shape: [referenceImages, featureChannels, gridHeight, gridWidth], data: features },
    global: { shape: [referenceImages, globalSize], data: global },
    labels: (await referenceLabels("labels")).labels,
    vectors: nusWideVectors().all.data.slice(0, referenceClasses * wordSize),
  };
}

/** The largest number of positive labels of an image. */
export function mostPositives(labels: Int8Array, classes: number): number {
  const counts = Array.from(
    { length: labels.length / classes },
    (_, image) =>
      labels.subarray(image * classes, (image + 1) * classes).filter((label) => label === 1).length,
  );
  return Math.max(1, ...counts);
}

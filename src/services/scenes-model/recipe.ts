import type { SceneModelSizes } from "../../model/scene-model";
import type { Schedule } from "../../training/learning-rate";

/** All that decides what the model that ships becomes. */
export interface SceneRecipe {
  readonly sizes: SceneModelSizes;
  /** Of the pictures and of the weights at the start. */
  readonly seed: number;
  readonly batch: number;
  readonly steps: number;
  /** The schedule of the steps, each of which is an epoch to it. */
  readonly learningRate: Omit<Schedule, "epochs">;
}

const GRID = 14;

/** The recipe of the model that ships. */
export const sceneRecipe: SceneRecipe = {
  sizes: {
    backbone: { imageSide: 8 * GRID, channels: [16, 32, 64, 96], globalSize: 64 },
    head: {
      featureChannels: 96,
      gridHeight: GRID,
      gridWidth: GRID,
      globalSize: 64,
      wordSize: 32,
      channelDim: 64,
      heads: 2,
      regionSize: 64,
      topRegions: 6,
    },
  },
  seed: 1,
  batch: 32,
  steps: 5000,
  learningRate: { warmUpEpochs: 100, highest: 2e-3, lowest: 2e-5 },
};

/** How pixels 0..255 become the image tensor: about their mean and deviation over many scenes. */
export const SCENE_PIXELS = { mean: 120, scale: 1 / 64 };

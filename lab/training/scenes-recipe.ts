import { testPictures } from "../../src/datasets/scenes/test-pictures";
import type { SceneModelSizes } from "../model/scene-model";

/**
 * The learning rate rises linearly over the first steps, is held, and falls along half a cosine over the last
 * steps, so the number of steps can be changed while it is held.
 */
interface StepRates {
  readonly risingSteps: number;
  readonly fallingSteps: number;
  readonly highest: number;
  readonly lowest: number;
}

/** Everything that decides the weights of the model that ships. */
export interface SceneRecipe {
  readonly sizes: SceneModelSizes;
  /** Of the pictures and of the weights at the start. */
  readonly seed: number;
  readonly batch: number;
  readonly steps: number;
  readonly learningRate: StepRates;
}

const GRID = 14;

/** The recipe of the model that ships. */
export const sceneRecipe: SceneRecipe = {
  sizes: {
    backbone: { imageSide: testPictures.side, channels: [16, 32, 64, 96], globalSize: 64 },
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
  seed: testPictures.seed,
  batch: 32,
  steps: 6000,
  learningRate: { risingSteps: 100, fallingSteps: 1500, highest: 2e-3, lowest: 2e-5 },
};

/** How pixels 0..255 become the image tensor, from their mean and deviation over many scenes. */
export const SCENE_PIXELS = { mean: 120, scale: 1 / 64 };

/** The learning rate of step 1, 2, 3 ... of `steps`. */
export function stepRate(
  { risingSteps, fallingSteps, highest, lowest }: StepRates,
  steps: number,
  step: number,
): number {
  const rising = (highest * Math.min(step, risingSteps)) / risingSteps;
  const way = Math.max(0, step - (steps - fallingSteps)) / fallingSteps;
  return way === 0 ? rising : lowest + ((rising - lowest) * (1 + Math.cos(Math.PI * way))) / 2;
}

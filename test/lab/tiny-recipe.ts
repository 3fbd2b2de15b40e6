import type { SceneRecipe } from "../../lab/training/scenes-recipe";

/** A recipe that takes a moment: pictures of 24 pixels, maps of 3x3. */
export const tinyRecipe: SceneRecipe = {
  sizes: {
    backbone: { imageSide: 24, channels: [2, 3, 4, 4], globalSize: 5 },
    head: {
      featureChannels: 4,
      gridHeight: 3,
      gridWidth: 3,
      globalSize: 5,
      wordSize: 32,
      channelDim: 4,
      heads: 2,
      regionSize: 6,
      topRegions: 6,
    },
  },
  seed: 3,
  batch: 2,
  steps: 4,
  learningRate: { risingSteps: 2, fallingSteps: 1, highest: 1e-2, lowest: 1e-3 },
};

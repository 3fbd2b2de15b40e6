import { backboneSizes } from "../backbone-sizes";
import type { TrainableHead } from "../head";
import { biamLogits, biamTraining } from "./biam-training";
import { paperSizes } from "./sizes";

/** BiAM in training; the sizes that neither its backbone nor the settings decide are as in the paper. */
export const biamHead: TrainableHead = {
  takes: ["features", "global"],
  graphs({ given, ...settings }, batch) {
    const sizes = { ...backboneSizes(given), ...settings, regionSize: paperSizes.regionSize };
    return { training: biamTraining(sizes, batch), logits: biamLogits(sizes, batch) };
  },
};

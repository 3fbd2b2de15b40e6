import { backboneSizes } from "../backbone-sizes";
import { commonPart, ofWholeDirections } from "../common-part";
import type { TrainableHead } from "../head";
import { biamLogits, biamTraining } from "./biam-training";
import { paperSizes } from "./sizes";

/** BiAM in training; the sizes that neither its backbone nor the settings decide are as in the paper. */
export const biamHead: TrainableHead = {
  takes: ["features", "global"],
  graphs({ given, areTexts, ...settings }, batch) {
    const sizes = { ...backboneSizes(given), ...settings, regionSize: paperSizes.regionSize };
    const common = areTexts ? commonPart(batch) : null;
    return {
      training: biamTraining(sizes, batch, common),
      logits: biamLogits(sizes, batch, common),
      weightsInUse: (weights) => (common ? ofWholeDirections(weights, "W", common) : weights),
    };
  },
};

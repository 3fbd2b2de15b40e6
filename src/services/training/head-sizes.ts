import type { BackboneDescriptor } from "../../model/packages/backbone-descriptor";
import { type ModelSizes, paperSizes } from "../../model/sizes";
import type { TrainingSettings } from "./training-progress";

/** The sizes of a head on a backbone; what neither it nor the settings decide is as in the paper. */
export function headSizes(
  { features, global }: BackboneDescriptor,
  wordSize: number,
  { channelDim, heads }: Pick<TrainingSettings, "channelDim" | "heads">,
): ModelSizes {
  return {
    featureChannels: features.channels,
    gridHeight: features.height,
    gridWidth: features.width,
    globalSize: global.size,
    wordSize,
    channelDim,
    heads,
    regionSize: paperSizes.regionSize,
    topRegions: Math.min(paperSizes.topRegions, features.height * features.width),
  };
}

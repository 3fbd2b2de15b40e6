import { backboneSizes, type ModelSizes, paperSizes } from "../../model/families/biam/sizes";
import type { BackboneDescriptor } from "../../model/packages/backbone-descriptor";
import type { TrainingSettings } from "../../storage/trainings/stored-training";

/** The sizes of a head on a backbone; what neither it nor the settings decide is as in the paper. */
export function headSizes(
  backbone: BackboneDescriptor,
  wordSize: number,
  { channelDim, heads }: Pick<TrainingSettings, "channelDim" | "heads">,
): ModelSizes {
  return {
    ...backboneSizes(backbone),
    wordSize,
    channelDim,
    heads,
    regionSize: paperSizes.regionSize,
  };
}

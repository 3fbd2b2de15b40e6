import { valuesOf } from "../../model/chain";
import type { BackboneDescription } from "../../model/description";
import { backboneSizes, type ModelSizes, paperSizes } from "../../model/families/biam/sizes";
import type { TrainingSettings } from "../../storage/trainings/stored-training";

/** The sizes of a head on a backbone; those that neither it nor the settings decide are as in the paper. */
export function headSizes(
  backbone: BackboneDescription,
  wordSize: number,
  { channelDim, heads }: Pick<TrainingSettings, "channelDim" | "heads">,
): ModelSizes {
  return {
    ...backboneSizes(valuesOf(backbone.encode)),
    wordSize,
    channelDim,
    heads,
    regionSize: paperSizes.regionSize,
  };
}

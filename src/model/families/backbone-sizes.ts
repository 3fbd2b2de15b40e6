import { RegionaryError } from "../../errors";
import type { GivenValue } from "../chain";

/** How many of its best regions a label's score is the mean of, in BiAM's paper. */
export const PAPER_TOP_REGIONS = 6;

/**
 * The sizes of a head that its backbone decides, and the paper's number of best regions if its grid has as many.
 * INVALID_BACKBONE for one without a feature map and a global vector.
 */
export function backboneSizes(given: readonly GivenValue[]) {
  const shapeOf = (value: string) => given.find(({ name }) => name === value)?.shape;
  const features = shapeOf("features");
  const global = shapeOf("global");
  if (features?.length !== 3 || global?.length !== 1) {
    throw new RegionaryError(
      "INVALID_BACKBONE",
      "A head goes on from a backbone's feature map [channels, height, width] and its global vector; this one gives others.",
    );
  }
  const [featureChannels, gridHeight, gridWidth] = features as [number, number, number];
  return {
    featureChannels,
    gridHeight,
    gridWidth,
    globalSize: global[0]!,
    topRegions: Math.min(PAPER_TOP_REGIONS, gridHeight * gridWidth),
  };
}

import type { Graph } from "../../graph/graph";
import { biamTrunk } from "./biam/biam";

/** A tiny network with the operations of real ones, to see whether a provider can run them all. */
export function trialGraph(): Graph {
  return biamTrunk({
    featureChannels: 4,
    gridHeight: 3,
    gridWidth: 3,
    globalSize: 6,
    wordSize: 5,
    channelDim: 4,
    heads: 2,
    regionSize: 4,
    topRegions: 2,
  });
}

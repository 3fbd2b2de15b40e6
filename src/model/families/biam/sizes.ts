import { z } from "zod";
import { PAPER_TOP_REGIONS } from "../backbone-sizes";

const count = z.int().min(1);

/** The sizes that make one BiAM differ from another. */
export const modelSizes = z
  .strictObject({
    /** Channels of the backbone's feature map. */
    featureChannels: count,
    gridHeight: count,
    gridWidth: count,
    /** Length of the backbone's global vector. */
    globalSize: count,
    /** Length of a word vector. */
    wordSize: count,
    /** d in the paper. */
    channelDim: count,
    /** Groups of channels that attend separately; divides `channelDim`. */
    heads: count,
    /** Length of an enriched region and of a classifier. */
    regionSize: count,
    /** How many of its best regions a label's score is the mean of; at most all of them. */
    topRegions: count,
  })
  .refine(({ channelDim, heads }) => channelDim % heads === 0, {
    path: ["heads"],
    error: "must divide channelDim",
  })
  .refine(({ topRegions, gridHeight, gridWidth }) => topRegions <= gridHeight * gridWidth, {
    path: ["topRegions"],
    error: "must not exceed gridHeight x gridWidth",
  });

export type ModelSizes = Readonly<z.infer<typeof modelSizes>>;

/** The paper's sizes for NUS-WIDE. */
export const paperSizes: ModelSizes = {
  featureChannels: 512,
  gridHeight: 14,
  gridWidth: 14,
  globalSize: 4096,
  wordSize: 300,
  channelDim: 256,
  heads: 8,
  regionSize: 512,
  topRegions: PAPER_TOP_REGIONS,
};

/** P: the positions of the grid, numbered row by row. */
export function regionCount({ gridHeight, gridWidth }: ModelSizes): number {
  return gridHeight * gridWidth;
}

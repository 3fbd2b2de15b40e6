import type { MeasuredPoint } from "./measure-latencies";

/** The sizes of the vocabularies that the score stage is measured with. */
export const FEW_CLASSES = 16;
export const MANY_CLASSES = 1_000;

/** How long scoring a batch of images takes, with few classes and with many. */
export interface ScoreLatencies {
  readonly few: readonly MeasuredPoint[];
  readonly many: readonly MeasuredPoint[];
}

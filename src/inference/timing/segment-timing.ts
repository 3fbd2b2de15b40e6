import type { Stage } from "../../model/description";
import type { MeasuredPoint } from "./measure-latencies";

/** The most images in a batch of a segment that is bound by memory: beyond that hardly anything is gained. */
export const MAX_MEMORY_BATCH = 32;

/** What was measured of a segment. */
export interface SegmentTiming {
  readonly bound: Stage["bound"];
  /** Of a batch on each of its lanes at the same time; empty where nothing was measured. */
  readonly points: readonly MeasuredPoint[];
  /** Of one image on all lanes' threads; null where that is not faster. */
  readonly wideMs: number | null;
}

import { RegionaryError } from "../errors";
import type { BatchLimits, Priority } from "./policy";

/** What a batcher is told: how to run a batch, and how much at once. It never learns what the items are. */
export interface BatcherOptions<I, R> {
  /** Named in errors, such as "encode"; without one, "work". */
  readonly name?: string;
  /**
   * Results in the order of the items, one each; an `Error` in a place fails that item alone. No other batch
   * is on the same lane meanwhile.
   */
  readonly runBatch: (items: I[], lane: number) => Promise<readonly (R | Error)[]>;
  /** No batch is larger, whatever the limits of its group. */
  readonly maxBatch: number;
  /** How many batches may run at the same time, on lanes numbered from 0. */
  readonly lanes: number;
  /** Items waiting beyond this are refused with OVERLOADED. */
  readonly maxQueued: number;
  /** So are items beyond this many bytes waiting, where `bytesOf` says how many each holds. */
  readonly maxQueuedBytes?: number;
  readonly bytesOf?: (item: I) => number;
  /** Items of different groups never share a batch. */
  readonly groupOf?: (item: I) => string;
  /** What is measured of an item's group: asked whenever a batch is formed. */
  readonly limitsOf?: (item: I) => BatchLimits;
  /**
   * What becomes of a batch that fails as a whole: all its items fail with it, or (where one bad item can
   * fail its neighbors) each half is run again, so that only the culprit fails.
   */
  readonly onFailure?: "fail" | "split";
}

export interface SubmitOptions {
  readonly signal?: AbortSignal;
  /** "interactive" if left out. */
  readonly priority?: Priority;
  /** On the clock of `performance.now()`: an item that cannot be done by then fails with DEADLINE_EXCEEDED. */
  readonly deadline?: number;
  /** In a batch of its own, though others of its group wait. */
  readonly alone?: boolean;
}

/** Throws INVALID_CONFIGURATION for a number that none of the options can be. */
export function checkOptions<I, R>({
  name = "work",
  maxBatch,
  lanes,
  maxQueued,
  maxQueuedBytes = 1,
}: BatcherOptions<I, R>): void {
  for (const [option, value] of Object.entries({ maxBatch, lanes, maxQueued, maxQueuedBytes })) {
    if (Number.isInteger(value) && value >= 1) continue;
    throw new RegionaryError(
      "INVALID_CONFIGURATION",
      `The ${name} batcher's ${option} must be a whole number of at least 1; got ${value}.`,
    );
  }
}

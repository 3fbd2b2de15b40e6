import { RegionaryError } from "../errors";
import type { BatchLimits, Priority } from "./policy";

/** How a batcher runs batches, and how much at once. It knows nothing about the items. */
export interface BatcherOptions<I, R> {
  /** The name in errors, such as "encode"; by default "work". */
  readonly name?: string;
  /**
   * One result for each item, in their order; an `Error` among them fails that item alone. No other batch
   * runs on the same lane meanwhile, and none on any of its lanes beside one that is wide.
   */
  readonly runBatch: (items: I[], lane: number, isWide: boolean) => Promise<readonly (R | Error)[]>;
  /** The largest batch, whatever the limits of its group. */
  readonly maxBatch: number;
  /** How many batches may run at the same time; their lanes are numbered from 0. */
  readonly lanes: number;
  /** The most waiting items; more are refused with OVERLOADED. */
  readonly maxQueued: number;
  /** The most waiting bytes, as `bytesOf` counts them; an item beyond that is refused too. */
  readonly maxQueuedBytes?: number;
  readonly bytesOf?: (item: I) => number;
  /** Items of different groups never share a batch. */
  readonly groupOf?: (item: I) => string;
  /** The measured limits of an item's group, read whenever a batch is formed. */
  readonly limitsOf?: (item: I) => BatchLimits;
  /**
   * What happens to a batch that fails as a whole: all its items fail, or (where one bad item can fail the
   * others) each half is run again, so that only the culprit fails.
   */
  readonly onFailure?: "fail" | "split";
}

export interface SubmitOptions {
  readonly signal?: AbortSignal;
  /** By default "interactive". */
  readonly priority?: Priority;
  /** Whose it is: owners of work of one priority take turns. By default that of all who name none. */
  readonly owner?: string;
  /** In the time of `performance.now()`; an item that cannot be done by then fails with DEADLINE_EXCEEDED. */
  readonly deadline?: number;
  /** Whether it runs in a batch of its own, even if others of its group wait. */
  readonly alone?: boolean;
  /** Whether earlier work on it is done: it goes before what is not begun, and takes no turn. */
  readonly begun?: boolean;
}

/** Throws INVALID_CONFIGURATION for a number that an option cannot have. */
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

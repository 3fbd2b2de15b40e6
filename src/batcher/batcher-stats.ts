import type { LaunchReason, WaitingItem } from "./policy";

/** What a batcher has done; times are sums over items, waiting and running apart. */
export interface BatcherStats {
  readonly queued: number;
  readonly queuedBytes: number;
  readonly running: number;
  /** Batches that gave results; below, the items in them. */
  readonly batches: number;
  readonly failedBatches: number;
  readonly items: number;
  readonly waitedMs: number;
  readonly ranMs: number;
  /** How many batches had each size. */
  readonly batchSizes: Readonly<Record<number, number>>;
  /** How many batches were limited for each reason. */
  readonly launchReasons: Readonly<Partial<Record<LaunchReason, number>>>;
  /** The latest that gave results, newest first. */
  readonly recentBatches: readonly RecentBatch[];
}

/** What is remembered of a batch for a while. */
export interface RecentBatch {
  readonly endedAt: Date;
  readonly size: number;
  readonly reason: LaunchReason;
  /** The mean of its items. */
  readonly waitedMs: number;
  readonly ranMs: number;
}

/** A batch on its way through a lane. */
export interface Launch {
  readonly reason: LaunchReason;
  /** In the time of `performance.now()`. */
  readonly startedAt: number;
}

/** Enough to see a pattern; older ones are in the counts. */
const KEPT_BATCHES = 24;

/** The advice to callers while nothing has been measured yet. */
const UNKNOWN_DRAIN_MS = 1_000;
const MIN_DRAIN_MS = 50;

export type BatcherCounters = ReturnType<typeof createCounters>;

/** Keeps the counts of a batcher over `lanes` lanes. */
export function createCounters(lanes: number) {
  const totals = { batches: 0, failedBatches: 0, items: 0, waitedMs: 0, ranMs: 0 };
  const batchSizes: Record<number, number> = {};
  const launchReasons: Partial<Record<LaunchReason, number>> = {};
  const recent: RecentBatch[] = [];
  let laneMs = 0;
  return {
    launched(batch: readonly WaitingItem[], { reason, startedAt }: Launch): void {
      launchReasons[reason] = (launchReasons[reason] ?? 0) + 1;
      totals.waitedMs += waitedMs(batch, startedAt);
    },
    ran(batch: readonly WaitingItem[], { reason, startedAt }: Launch, ms: number): void {
      const size = batch.length;
      recent.unshift({
        endedAt: new Date(),
        size,
        reason,
        waitedMs: waitedMs(batch, startedAt) / size,
        ranMs: ms,
      });
      recent.length = Math.min(recent.length, KEPT_BATCHES);
      totals.batches++;
      totals.items += size;
      totals.ranMs += ms * size;
      laneMs += ms;
      batchSizes[size] = (batchSizes[size] ?? 0) + 1;
    },
    failed(): void {
      totals.failedBatches++;
    },
    /** How long this many items take at the pace so far. */
    drainMs(queued: number): number {
      if (totals.items === 0) return UNKNOWN_DRAIN_MS;
      return Math.max(MIN_DRAIN_MS, Math.ceil((queued * laneMs) / totals.items / lanes));
    },
    totals: () => ({
      ...totals,
      batchSizes: { ...batchSizes },
      launchReasons: { ...launchReasons },
      recentBatches: [...recent],
    }),
  };
}

function waitedMs(batch: readonly WaitingItem[], startedAt: number): number {
  return batch.reduce((sum, { submittedAt }) => sum + startedAt - submittedAt, 0);
}

import { types } from "node:util";
import type { BatcherOptions } from "./batcher-options";
import type { BatcherCounters, Launch } from "./batcher-stats";
import type { Entry } from "./entry";
import { miscounted } from "./refusals";

/** How a batch is run, and what is told about it. */
interface BatchRun<I, R> extends Pick<BatcherOptions<I, R>, "runBatch" | "onFailure"> {
  readonly name: string;
  readonly counters: BatcherCounters;
  /** The entries that are running. */
  readonly running: Set<Entry<I, R>>;
  /** Whether nothing is tried again any more. */
  readonly isClosed: () => boolean;
}

/** Where a batch runs, and why as it is. */
interface HowItRuns extends Launch {
  readonly lane: number;
  readonly isWide: boolean;
}

/** Runs a batch and settles its entries. Never rejects: every failure goes to the entries. */
export async function runEntries<I, R>(
  run: BatchRun<I, R>,
  batch: readonly Entry<I, R>[],
  how: HowItRuns,
): Promise<void> {
  const { name, runBatch, onFailure, counters, running } = run;
  const startedAt = performance.now();
  for (const entry of batch) running.add(entry);
  try {
    const items = batch.map(({ item }) => item);
    const results: unknown = await runBatch(items, how.lane, how.isWide);
    if (!Array.isArray(results) || results.length !== batch.length) throw miscounted(name, batch, results);
    counters.ran(batch, how, performance.now() - startedAt);
    for (const [i, entry] of batch.entries()) {
      const result = results[i] as R | Error;
      entry.settle(types.isNativeError(result) ? { error: result } : { value: result as R });
    }
  } catch (error) {
    counters.failed();
    if (onFailure === "split" && batch.length > 1 && !run.isClosed()) {
      const half = Math.ceil(batch.length / 2);
      await runEntries(run, batch.slice(0, half), how);
      await runEntries(run, batch.slice(half), how);
    } else for (const entry of batch) entry.settle({ error });
  }
  for (const entry of batch) running.delete(entry);
}

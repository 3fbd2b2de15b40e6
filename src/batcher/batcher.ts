import { setMaxListeners } from "node:events";
import { types } from "node:util";
import { RegionaryError } from "../errors";

/** What a batcher is told: how to run a batch, and how much at once. It never learns what the items are. */
export interface BatcherOptions<I, R> {
  /** Named in errors, such as "encode"; without one, "work". */
  readonly name?: string;
  /** Results in the order of the items, one each; an `Error` in a place fails that item alone. */
  readonly runBatch: (items: I[]) => Promise<readonly (R | Error)[]>;
  readonly maxBatch: number;
  /** How many batches may run at the same time. */
  readonly lanes: number;
  /** Items waiting beyond this are refused with OVERLOADED. */
  readonly maxQueued: number;
  /** Items of different groups never share a batch. */
  readonly groupOf?: (item: I) => string;
}

/** What a batcher has done; times are sums over items, so that waiting and running can be told apart. */
export interface BatcherStats {
  readonly queued: number;
  readonly running: number;
  /** Batches that gave results, and below the items in them. */
  readonly batches: number;
  readonly failedBatches: number;
  readonly items: number;
  readonly waitedMs: number;
  readonly ranMs: number;
  /** How many batches had each size. */
  readonly batchSizes: Readonly<Record<number, number>>;
}

export interface Batcher<I, R> {
  /**
   * Resolves with the item's own result. When `signal` fires, rejects at once with CANCELLED (or with the
   * signal's reason if that is one of our errors); an item that no batch has taken yet is never run.
   */
  submit(item: I, options?: { signal?: AbortSignal }): Promise<R>;
  stats(): BatcherStats;
  /** Rejects everything queued and running with CANCELLED, and whatever is submitted later. */
  close(): void;
}

interface Entry<I, R> {
  readonly item: I;
  readonly group: string;
  readonly submittedAt: number;
  /** The first call wins; later ones do nothing. */
  readonly settle: (outcome: { value: R } | { error: unknown }) => void;
}

/**
 * A dynamic batcher without a timer: an idle lane takes what is there (all that was submitted in the same
 * tick), and whatever arrives while the lanes are busy is run together when one frees. The oldest item
 * decides which group is next, so no group starves.
 */
export function createBatcher<I, R>(options: BatcherOptions<I, R>): Batcher<I, R> {
  const { name = "work", runBatch, maxBatch, lanes, maxQueued, groupOf = () => "" } = options;
  for (const [option, value] of Object.entries({ maxBatch, lanes, maxQueued })) {
    if (Number.isInteger(value) && value >= 1) continue;
    throw new RegionaryError(
      "INVALID_CONFIGURATION",
      `The ${name} batcher's ${option} must be a whole number of at least 1; got ${value}.`,
    );
  }

  const queue: Entry<I, R>[] = [];
  const running = new Set<Entry<I, R>>();
  const batchSizes: Record<number, number> = {};
  const totals = { batches: 0, failedBatches: 0, items: 0, waitedMs: 0, ranMs: 0 };
  let busyLanes = 0;
  let closed = false;

  function submit(item: I, { signal }: { signal?: AbortSignal } = {}): Promise<R> {
    return new Promise((resolve, reject) => {
      if (closed) throw closing(name);
      if (signal?.aborted) throw cancelled(name, signal);
      if (queue.length >= maxQueued) throw overloaded(name, maxQueued);
      const onAbort = (): void => {
        const place = queue.indexOf(entry);
        if (place >= 0) queue.splice(place, 1);
        if (signal) entry.settle({ error: cancelled(name, signal) });
      };
      const settle: Entry<I, R>["settle"] = (outcome) => {
        signal?.removeEventListener("abort", onAbort);
        if ("error" in outcome) reject(outcome.error);
        else resolve(outcome.value);
      };
      const entry = { item, group: groupOf(item), submittedAt: performance.now(), settle };
      if (signal) setMaxListeners(0, signal); // all items of a job may share one; each lets go of it again
      signal?.addEventListener("abort", onAbort, { once: true });
      queue.push(entry);
      queueMicrotask(startBatches);
    });
  }

  function startBatches(): void {
    while (busyLanes < lanes && queue.length > 0) {
      const batch = takeBatch(queue, maxBatch);
      busyLanes++;
      void run(batch).finally(() => {
        busyLanes--;
        startBatches();
      });
    }
  }

  /** Never rejects: whatever goes wrong belongs to the entries. */
  async function run(batch: Entry<I, R>[]): Promise<void> {
    const startedAt = performance.now();
    for (const entry of batch) running.add(entry);
    try {
      const results: unknown = await runBatch(batch.map((entry) => entry.item));
      if (!Array.isArray(results) || results.length !== batch.length) throw miscounted(name, batch, results);
      count(batch, startedAt);
      batch.forEach((entry, i) => {
        const result = results[i] as R | Error;
        entry.settle(types.isNativeError(result) ? { error: result } : { value: result as R });
      });
    } catch (error) {
      totals.failedBatches++;
      for (const entry of batch) entry.settle({ error });
    }
    for (const entry of batch) running.delete(entry);
  }

  function count(batch: Entry<I, R>[], startedAt: number): void {
    totals.batches++;
    totals.items += batch.length;
    totals.waitedMs += batch.reduce((sum, entry) => sum + startedAt - entry.submittedAt, 0);
    totals.ranMs += (performance.now() - startedAt) * batch.length;
    batchSizes[batch.length] = (batchSizes[batch.length] ?? 0) + 1;
  }

  function close(): void {
    closed = true;
    const error = closing(name);
    for (const entry of [...queue.splice(0), ...running]) entry.settle({ error });
  }

  return {
    submit,
    stats: () => ({
      queued: queue.length,
      running: running.size,
      ...totals,
      batchSizes: { ...batchSizes },
    }),
    close,
  };
}

/** Removes up to `maxBatch` items of the oldest item's group from the queue, in their order. */
function takeBatch<I, R>(queue: Entry<I, R>[], maxBatch: number): Entry<I, R>[] {
  const group = queue[0]?.group;
  const batch: Entry<I, R>[] = [];
  for (const entry of queue.splice(0)) {
    const taken = entry.group === group && batch.length < maxBatch;
    (taken ? batch : queue).push(entry);
  }
  return batch;
}

function closing(name: string): RegionaryError {
  return new RegionaryError("CANCELLED", `The ${name} queue is closed: the service is stopping.`);
}

function cancelled(name: string, signal: AbortSignal): Error {
  if (signal.reason instanceof RegionaryError) return signal.reason;
  return new RegionaryError("CANCELLED", `The caller left before the ${name} queue had its result.`);
}

function overloaded(name: string, maxQueued: number): RegionaryError {
  return new RegionaryError(
    "OVERLOADED",
    `The ${name} queue already holds ${maxQueued} waiting items, the most it takes. Try again in a moment.`,
    { queue: name, maxQueued },
  );
}

function miscounted(name: string, batch: readonly unknown[], results: unknown): Error {
  const got = Array.isArray(results) ? `${results.length} results` : `${typeof results}`;
  return new TypeError(
    `runBatch of the ${name} batcher must return an array of ${batch.length} results, one per item in their order; got ${got}.`,
  );
}

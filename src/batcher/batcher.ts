import { setMaxListeners } from "node:events";
import { types } from "node:util";
import { RegionaryError } from "../errors";
import { type BatcherStats, createCounters } from "./batcher-stats";
import { type BatchLimits, chooseBatch, type Priority, type WaitingItem } from "./policy";
import { cancelled, closing, late, miscounted, overloaded } from "./refusals";

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
   * fail its neighbours) each half is run again, so that only the culprit fails.
   */
  readonly onFailure?: "fail" | "split";
}

export interface SubmitOptions {
  readonly signal?: AbortSignal;
  /** "interactive" if left out. */
  readonly priority?: Priority;
  /** On the clock of `performance.now()`: an item that cannot be done by then fails with DEADLINE_EXCEEDED. */
  readonly deadline?: number;
}

export interface Batcher<I, R> {
  /**
   * Resolves with the item's own result. When `signal` fires, rejects at once with CANCELLED (or with the
   * signal's reason if that is one of our errors); an item that no batch has taken yet is never run.
   */
  submit(item: I, options?: SubmitOptions): Promise<R>;
  stats(): BatcherStats;
  /** Rejects everything queued and running with CANCELLED, and whatever is submitted later. */
  close(): void;
}

interface Entry<I, R> extends WaitingItem {
  readonly item: I;
  readonly bytes: number;
  /** The first call wins; later ones do nothing. */
  readonly settle: (outcome: { value: R } | { error: unknown }) => void;
}

/**
 * A dynamic batcher without a timer and with late binding: an idle lane takes at once what is there (all
 * that was submitted in the same tick), and the members of a batch are chosen only when a lane is free to
 * run it, by `chooseBatch`. Whatever arrives while the lanes are busy is run together when one frees.
 */
export function createBatcher<I, R>(options: BatcherOptions<I, R>): Batcher<I, R> {
  const {
    name = "work",
    runBatch,
    maxBatch,
    lanes,
    maxQueued,
    maxQueuedBytes = Number.POSITIVE_INFINITY,
  } = options;
  const {
    groupOf = () => "",
    bytesOf = () => 0,
    limitsOf = () => NOT_MEASURED,
    onFailure = "fail",
  } = options;
  for (const [option, value] of Object.entries({ maxBatch, lanes, maxQueued })) {
    if (Number.isInteger(value) && value >= 1) continue;
    throw new RegionaryError(
      "INVALID_CONFIGURATION",
      `The ${name} batcher's ${option} must be a whole number of at least 1; got ${value}.`,
    );
  }

  const queue: Entry<I, R>[] = [];
  const running = new Set<Entry<I, R>>();
  const counters = createCounters(lanes);
  let queuedBytes = 0;
  let freeLanes = Array.from({ length: lanes }, (_, lane) => lane);
  let closed = false;

  const remove = (entries: ReadonlySet<Entry<I, R>>): void => {
    for (const entry of queue.splice(0)) {
      if (!entries.has(entry)) queue.push(entry);
      else queuedBytes -= entry.bytes;
    }
  };

  function submit(item: I, { signal, priority = "interactive", deadline }: SubmitOptions = {}): Promise<R> {
    return new Promise((resolve, reject) => {
      if (closed) throw closing(name);
      if (signal?.aborted) throw cancelled(name, signal);
      const bytes = bytesOf(item);
      // One item may always wait, or one larger than the bound could never run.
      const full = queue.length >= maxQueued || (queue.length > 0 && queuedBytes + bytes > maxQueuedBytes);
      if (full) throw overloaded(name, queue.length, maxQueued, counters.drainMs(queue.length));
      const onAbort = (): void => {
        remove(new Set([entry]));
        if (signal) entry.settle({ error: cancelled(name, signal) });
      };
      const settle: Entry<I, R>["settle"] = (outcome) => {
        signal?.removeEventListener("abort", onAbort);
        if ("error" in outcome) reject(outcome.error);
        else resolve(outcome.value);
      };
      const submittedAt = performance.now();
      const entry = {
        item,
        bytes,
        group: groupOf(item),
        priority,
        submittedAt,
        deadline: deadline ?? null,
        settle,
      };
      if (signal) setMaxListeners(0, signal); // all items of a job may share one; each lets go of it again
      signal?.addEventListener("abort", onAbort, { once: true });
      queue.push(entry);
      queuedBytes += bytes;
      queueMicrotask(startBatches);
    });
  }

  function startBatches(): void {
    while (freeLanes.length > 0 && queue.length > 0) {
      const waiting = queue.length;
      const batch = takeBatch();
      const [lane] = freeLanes;
      if (batch.length > 0 && lane !== undefined) {
        freeLanes = freeLanes.slice(1);
        void run(batch, lane).finally(() => {
          freeLanes = [...freeLanes, lane].sort((a, b) => a - b);
          startBatches();
        });
      } else if (queue.length === waiting) return; // what waits may not run on the lanes that are free
    }
  }

  function takeBatch(): Entry<I, R>[] {
    const now = performance.now();
    const limits = new Map<string, BatchLimits>();
    for (const { group, item } of queue) if (!limits.has(group)) limits.set(group, limitsOf(item));
    const ofGroup = (group: string): BatchLimits => {
      const given = limits.get(group) ?? NOT_MEASURED;
      return { ...given, cap: Math.min(given.cap, maxBatch) };
    };
    const choice = chooseBatch(queue, now, ofGroup, freeLanes);
    const at = (place: number) => queue[place]!;
    const tooLate = choice.late.map(at);
    const batch = choice.take.map(at);
    remove(new Set([...tooLate, ...batch]));
    for (const entry of tooLate) entry.settle({ error: late(name, now - entry.submittedAt) });
    if (batch.length > 0) counters.launched(batch, now, choice.reason);
    return batch;
  }

  /** Never rejects: whatever goes wrong belongs to the entries. */
  async function run(batch: Entry<I, R>[], lane: number): Promise<void> {
    const startedAt = performance.now();
    for (const entry of batch) running.add(entry);
    try {
      const results: unknown = await runBatch(
        batch.map((entry) => entry.item),
        lane,
      );
      if (!Array.isArray(results) || results.length !== batch.length) throw miscounted(name, batch, results);
      counters.ran(batch.length, performance.now() - startedAt);
      batch.forEach((entry, i) => {
        const result = results[i] as R | Error;
        entry.settle(types.isNativeError(result) ? { error: result } : { value: result as R });
      });
    } catch (error) {
      counters.failed();
      if (onFailure === "split" && batch.length > 1 && !closed) {
        const half = Math.ceil(batch.length / 2);
        await run(batch.slice(0, half), lane);
        await run(batch.slice(half), lane);
      } else for (const entry of batch) entry.settle({ error });
    }
    for (const entry of batch) running.delete(entry);
  }

  function close(): void {
    closed = true;
    const error = closing(name);
    for (const entry of [...queue.splice(0), ...running]) entry.settle({ error });
    queuedBytes = 0;
  }

  return {
    submit,
    stats: () => ({ queued: queue.length, queuedBytes, running: running.size, ...counters.totals() }),
    close,
  };
}

const NOT_MEASURED: BatchLimits = { cap: Number.POSITIVE_INFINITY, latencyMs: () => 0 };

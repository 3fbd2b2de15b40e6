import { type BatcherOptions, checkOptions, type SubmitOptions } from "./batcher-options";
import { type BatcherStats, createCounters } from "./batcher-stats";
import { createEntry, type Entry } from "./entry";
import { type BatchLimits, chooseBatch } from "./policy";
import { cancelled, closing, late, overloaded } from "./refusals";
import { runEntries } from "./run-entries";
import { createWaitingLine } from "./waiting-line";

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

const NOT_MEASURED: BatchLimits = { cap: Number.POSITIVE_INFINITY, latencyMs: () => 0 };

/**
 * A dynamic batcher without a timer and with late binding: an idle lane takes at once what is there (all
 * that was submitted in the same tick), and the members of a batch are chosen only when a lane is free to
 * run it, by `chooseBatch`. Whatever arrives while the lanes are busy is run together when one frees.
 */
export function createBatcher<I, R>(options: BatcherOptions<I, R>): Batcher<I, R> {
  checkOptions(options);
  const { name = "work", maxQueued, lanes, bytesOf = () => 0, groupOf = () => "" } = options;
  const line = createWaitingLine<I, R>(maxQueued, options.maxQueuedBytes ?? Number.POSITIVE_INFINITY);
  const running = new Set<Entry<I, R>>();
  const counters = createCounters(lanes);
  let freeLanes = Array.from({ length: lanes }, (_, lane) => lane);
  let closed = false;
  const run = { ...options, name, counters, running, isClosed: () => closed };

  function submit(item: I, given: SubmitOptions = {}): Promise<R> {
    return new Promise((resolve, reject) => {
      const { signal } = given;
      if (closed) throw closing(name);
      if (signal?.aborted) throw cancelled(name, signal);
      const bytes = bytesOf(item);
      if (!line.hasRoomFor(bytes)) {
        const waiting = line.entries.length;
        throw overloaded(name, waiting, maxQueued, counters.drainMs(waiting));
      }
      const what = { item, bytes, group: groupOf(item) };
      line.add(createEntry(what, given, { resolve, reject }, leave));
      queueMicrotask(startBatches);
    });
  }

  function leave(entry: Entry<I, R>, signal: AbortSignal): void {
    line.remove([entry]);
    entry.settle({ error: cancelled(name, signal) });
  }

  function startBatches(): void {
    while (freeLanes.length > 0 && line.entries.length > 0) {
      const waiting = line.entries.length;
      const batch = takeBatch();
      const [lane] = freeLanes;
      if (batch.length > 0 && lane !== undefined) {
        freeLanes = freeLanes.slice(1);
        void runOn(lane, batch);
      } else if (line.entries.length === waiting) return; // what waits may not run on the lanes that are free
    }
  }

  async function runOn(lane: number, batch: readonly Entry<I, R>[]): Promise<void> {
    await runEntries(run, batch, lane);
    freeLanes = [...freeLanes, lane].sort((a, b) => a - b);
    startBatches();
  }

  function takeBatch(): Entry<I, R>[] {
    const now = performance.now();
    const choice = chooseBatch(line.entries, now, limitsNow(), freeLanes);
    const at = (place: number) => line.entries[place]!;
    const tooLate = choice.late.map(at);
    const batch = choice.take.map(at);
    line.remove([...tooLate, ...batch]);
    for (const entry of tooLate) entry.settle({ error: late(name, now - entry.submittedAt) });
    if (batch.length > 0) counters.launched(batch, now, choice.reason);
    return batch;
  }

  /** The limits of the groups that wait, each asked for once. */
  function limitsNow(): (group: string) => BatchLimits {
    const { limitsOf = () => NOT_MEASURED, maxBatch } = options;
    const limits = new Map<string, BatchLimits>();
    for (const { group, item } of line.entries) if (!limits.has(group)) limits.set(group, limitsOf(item));
    return (group) => {
      const given = limits.get(group) ?? NOT_MEASURED;
      return { ...given, cap: Math.min(given.cap, maxBatch) };
    };
  }

  function close(): void {
    closed = true;
    const left = [...line.entries];
    line.remove(left);
    for (const entry of [...left, ...running]) entry.settle({ error: closing(name) });
  }

  return {
    submit,
    stats: () => ({
      queued: line.entries.length,
      queuedBytes: line.bytes(),
      running: running.size,
      ...counters.totals(),
    }),
    close,
  };
}

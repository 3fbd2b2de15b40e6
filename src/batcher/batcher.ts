import { type BatcherOptions, checkOptions, type SubmitOptions } from "./batcher-options";
import { type BatcherStats, createCounters } from "./batcher-stats";
import { createEntry, type Entry } from "./entry";
import { createFairTurns } from "./fair-turns";
import { createFreeLanes } from "./free-lanes";
import { type PassedOver, passOver } from "./policy";
import { canceled, closing, overloaded } from "./refusals";
import { runEntries } from "./run-entries";
import { takeBatch } from "./take-batch";
import { createWaitingLine } from "./waiting-line";

export interface Batcher<I, R> {
  /**
   * Resolves with the item's own result. When `signal` fires, it rejects at once with CANCELLED (or with the
   * signal's reason if that is one of our errors), and an item that no batch has taken yet never runs.
   */
  submit(item: I, options?: SubmitOptions): Promise<R>;
  stats(): BatcherStats;
  /** Rejects everything queued, running and submitted later with CANCELLED. */
  close(): void;
}

/**
 * A dynamic batcher without a timer and with late binding: an idle lane at once takes what is there
 * (everything submitted in the same tick), and `chooseBatch` chooses the members of a batch only when a lane
 * is free to run it. Whatever arrives while the lanes are busy runs together when one becomes free.
 */
export function createBatcher<I, R>(options: BatcherOptions<I, R>): Batcher<I, R> {
  checkOptions(options);
  const { name = "work", maxQueued, lanes, bytesOf = () => 0, groupOf = () => "" } = options;
  const line = createWaitingLine<I, R>(maxQueued, options.maxQueuedBytes ?? Number.POSITIVE_INFINITY);
  const running = new Set<Entry<I, R>>();
  const counters = createCounters(lanes);
  const free = createFreeLanes(lanes);
  const turns = createFairTurns();
  let passedOver: PassedOver = {};
  let closed = false;
  const run = { ...options, name, counters, running, isClosed: () => closed };

  function submit(item: I, given: SubmitOptions = {}): Promise<R> {
    return new Promise((resolve, reject) => {
      const { signal } = given;
      if (closed) throw closing(name);
      if (signal?.aborted) throw canceled(name, signal);
      const bytes = bytesOf(item);
      if (!line.hasRoomFor(bytes)) {
        const waiting = line.entries.length;
        throw overloaded(name, waiting, maxQueued, counters.drainMs(waiting));
      }
      const { priority = "interactive", owner = "" } = given;
      const what = { item, bytes, group: groupOf(item), priority, turn: turns.next(priority, owner) };
      line.add(createEntry(what, given, { resolve, reject }, leave));
      queueMicrotask(startBatches);
    });
  }

  function leave(entry: Entry<I, R>, signal: AbortSignal): void {
    line.remove([entry]);
    entry.settle({ error: canceled(name, signal) });
  }

  function startBatches(): void {
    while (free.lanes.length > 0 && line.entries.length > 0) {
      const waiting = line.entries.length;
      const batch = takeBatch(line, run, { freeLanes: free.lanes, passedOver }, counters);
      if (batch.length > 0) {
        turns.began(batch);
        passedOver = passOver(passedOver, batch, line.entries);
        void runOn(free.lanes[0]!, batch);
      } else if (line.entries.length === waiting) return; // what waits must not run on the free lanes
    }
  }

  async function runOn(lane: number, batch: readonly Entry<I, R>[]): Promise<void> {
    free.take(lane);
    await runEntries(run, batch, lane);
    free.giveBack(lane);
    startBatches();
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

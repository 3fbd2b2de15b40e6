import { type BatcherOptions, checkOptions, type SubmitOptions } from "./batcher-options";
import { type BatcherStats, createCounters, type Launch } from "./batcher-stats";
import { createEntry, type Entry } from "./entry";
import { createFairTurns } from "./fair-turns";
import { createFreeLanes } from "./free-lanes";
import { type PassedOver, PRIORITIES, type Priority, passOver } from "./policy";
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
  /** How many items of a group wait or run, of those at least as urgent as this priority. */
  count(group: string, priority: Priority): number;
  /** To be called when limits change: looks whether what waits can run now. */
  look(): void;
  /** Rejects everything queued, running and submitted later with CANCELLED. */
  close(): void;
}

/**
 * A dynamic batcher with late binding: an idle lane at once takes what is there (everything submitted in the same
 * tick), and `chooseBatch` chooses the members of a batch only when a lane is free to run it. Whatever arrives while
 * the lanes are busy runs together when one becomes free. There is a timer only where limits hold a batch back for
 * what is known to be coming.
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
  let holding: NodeJS.Timeout | undefined;
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
      const { priority = "interactive", owner = "", begun = false } = given;
      const turn = begun ? 0 : turns.next(priority, owner);
      const what = { item, bytes, group: groupOf(item), priority, turn };
      line.add(createEntry(what, given, { resolve, reject }, leave));
      queueMicrotask(startBatches);
    });
  }

  function leave(entry: Entry<I, R>, signal: AbortSignal): void {
    line.remove([entry]);
    entry.settle({ error: canceled(name, signal) });
  }

  function startBatches(): void {
    clearTimeout(holding);
    while (free.lanes.length > 0 && line.entries.length > 0) {
      const waiting = line.entries.length;
      const taken = takeBatch(line, run, { freeLanes: free.lanes, passedOver }, counters);
      const { batch, launch, isWide, holdMs } = taken;
      if (batch.length > 0) {
        turns.began(batch);
        passedOver = passOver(passedOver, batch, line.entries);
        void runOn(isWide ? lanesOf(batch) : [free.lanes[0]!], batch, { ...launch, isWide });
      } else if (line.entries.length === waiting) {
        // What waits must not run on the free lanes, or not yet.
        if (holdMs !== null) holding = setTimeout(startBatches, holdMs);
        return;
      }
    }
  }

  /** The lanes of a wide batch: all of its group, which are free. */
  function lanesOf([first]: readonly Entry<I, R>[]): number[] {
    const { lanes: most = lanes } = options.limitsOf?.(first!.item) ?? {};
    return free.lanes.filter((lane) => lane < most);
  }

  async function runOn(
    on: readonly number[],
    batch: readonly Entry<I, R>[],
    how: Launch & { readonly isWide: boolean },
  ): Promise<void> {
    free.take(on);
    await runEntries(run, batch, { ...how, lane: on[0]! });
    free.giveBack(on);
    startBatches();
  }

  function count(group: string, priority: Priority): number {
    const urgency = PRIORITIES.indexOf(priority);
    const isCounted = (entry: Entry<I, R>) =>
      entry.group === group && PRIORITIES.indexOf(entry.priority) <= urgency;
    return line.entries.filter(isCounted).length + [...running].filter(isCounted).length;
  }

  function close(): void {
    closed = true;
    clearTimeout(holding);
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
    count,
    look: startBatches,
    close,
  };
}

import type { Entry } from "./entry";

/** What waits, in order of arrival, within bounds. */
export interface WaitingLine<I, R> {
  readonly entries: readonly Entry<I, R>[];
  readonly bytes: () => number;
  /**
   * Whether there is room for this many more bytes: one item may always wait, or an item larger than the
   * bound could never run.
   */
  hasRoomFor(bytes: number): boolean;
  add(entry: Entry<I, R>): void;
  remove(entries: readonly Entry<I, R>[]): void;
}

export function createWaitingLine<I, R>(maxQueued: number, maxQueuedBytes: number): WaitingLine<I, R> {
  const entries: Entry<I, R>[] = [];
  let bytes = 0;
  return {
    entries,
    bytes: () => bytes,
    hasRoomFor: (more) =>
      entries.length < maxQueued && (entries.length === 0 || bytes + more <= maxQueuedBytes),
    add(entry) {
      entries.push(entry);
      bytes += entry.bytes;
    },
    remove(gone) {
      const leaving = new Set(gone);
      for (const entry of entries.splice(0)) {
        if (!leaving.has(entry)) entries.push(entry);
        else bytes -= entry.bytes;
      }
    },
  };
}

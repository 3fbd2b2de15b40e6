import type { Standing } from "./standing";

/** Something in the ranking: what has a greater key is before it, of equal keys the lower position. */
export interface Ranked {
  readonly key: number;
  readonly position: number;
}

interface Selection extends Pick<Standing, "flags" | "keys"> {
  /** Only positions with one of these flags ... */
  readonly any: number;
  /** ... and with none of these. */
  readonly none?: number;
  /** Only what is, by its key, behind this and before that; null for no limit. */
  readonly after?: Ranked | null;
  readonly before?: Ranked | null;
  /** What they are ordered by, if not by their keys. */
  readonly by?: Float64Array;
  readonly size: number;
}

/** The first `size` positions of a selection, in order, and how many there are. */
export function selectBest(selection: Selection): { positions: Int32Array; total: number } {
  const { by = selection.keys } = selection;
  const { heap: positions, total } = heapOfBest(selection);
  positions.sort((a, b) => (by[a]! > by[b]! ? -1 : by[a]! < by[b]! ? 1 : a - b));
  return { positions, total };
}

/** The last of the first `size` positions, if there are as many. */
export function lastOfBest(selection: Selection): number | null {
  const { heap, total } = heapOfBest(selection);
  return total < selection.size ? null : (heap[0] ?? null);
}

/** One pass. The last one in order is at the root, if the heap is full. */
function heapOfBest(selection: Selection): { heap: Int32Array; total: number } {
  const { flags, keys, any, none = 0, by = keys } = selection;
  // Behind everything, and before nothing, if there are no limits.
  const { key: afterKey, position: afterPosition } = selection.after ?? {
    key: Number.POSITIVE_INFINITY,
    position: -1,
  };
  const { key: beforeKey, position: beforePosition } = selection.before ?? {
    key: Number.NEGATIVE_INFINITY,
    position: flags.length,
  };
  const size = Math.min(selection.size, flags.length);
  const heap = new Int32Array(size);
  let total = 0;
  for (let position = 0; position < flags.length; position++) {
    const flag = flags[position]!;
    if ((flag & any) === 0 || (flag & none) !== 0) continue;
    const key = keys[position]!;
    if (key > afterKey || (key === afterKey && position <= afterPosition)) continue;
    if (key < beforeKey || (key === beforeKey && position >= beforePosition)) continue;
    if (total < size) {
      heap[total++] = position;
      if (total === size) for (let i = (size >> 1) - 1; i >= 0; i--) sink(heap, by, i);
      continue;
    }
    total++;
    // Of equal ones the earlier position, which is in it already, stays.
    if (size > 0 && by[position]! > by[heap[0]!]!) {
      heap[0] = position;
      sink(heap, by, 0);
    }
  }
  return { heap: heap.subarray(0, Math.min(total, size)), total };
}

/** Moves what is at `start` down to where all below it is before it. */
function sink(heap: Int32Array, by: Float64Array, start: number): void {
  const position = heap[start]!;
  const key = by[position]!;
  let at = start;
  for (let child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
    const right = child + 1;
    if (right < heap.length && isLater(heap[right]!, by[heap[right]!]!, heap[child]!, by[heap[child]!]!))
      child = right;
    if (!isLater(heap[child]!, by[heap[child]!]!, position, key)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = position;
}

const isLater = (a: number, keyA: number, b: number, keyB: number): boolean =>
  keyA < keyB || (keyA === keyB && a > b);

/** Whether something with one of these flags is, or may be by its bound, before that; anything at all if that is null. */
export function hasBefore({ flags, keys, isSettled }: Standing, any: number, before: Ranked | null): boolean {
  if (isSettled) return false;
  for (let position = 0; position < flags.length; position++) {
    if ((flags[position]! & any) === 0) continue;
    const key = keys[position]!;
    if (before === null || key > before.key || (key === before.key && position < before.position))
      return true;
  }
  return false;
}

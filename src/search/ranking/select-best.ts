import type { Standing } from "./standing";

/** Something in the ranking: what has a greater key is before it, of equal keys the lower position. */
export interface Ranked {
  readonly key: number;
  readonly position: number;
}

interface Selection extends Standing {
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

/** The first `size` positions of a selection, in order, and how many there are. One pass, and a heap of `size`. */
export function selectBest(selection: Selection): { positions: Int32Array; total: number } {
  const { flags, keys, any, none = 0, after = null, before = null, by = keys } = selection;
  const size = Math.min(selection.size, flags.length);
  const heap = new Int32Array(size); // the last one in order is at its root, once it is full
  let total = 0;
  for (let position = 0; position < flags.length; position++) {
    const flag = flags[position]!;
    if ((flag & any) === 0 || (flag & none) !== 0) continue;
    const key = keys[position]!;
    if (after !== null && (key > after.key || (key === after.key && position <= after.position))) continue;
    if (before !== null && (key < before.key || (key === before.key && position >= before.position)))
      continue;
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
  const positions = heap.subarray(0, Math.min(total, size));
  positions.sort((a, b) => (by[a]! > by[b]! ? -1 : by[a]! < by[b]! ? 1 : a - b));
  return { positions, total };
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
export function hasBefore({ flags, keys }: Standing, any: number, before: Ranked | null): boolean {
  for (let position = 0; position < flags.length; position++) {
    if ((flags[position]! & any) === 0) continue;
    const key = keys[position]!;
    if (before === null || key > before.key || (key === before.key && position < before.position))
      return true;
  }
  return false;
}

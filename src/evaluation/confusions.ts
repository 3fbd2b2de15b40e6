import type { EvaluationData, SectionData } from "./evaluation-data";
import { GrowingArray } from "./growing-array";

/** How often one class was predicted in vain where another was missed. */
export interface Confusion {
  /** A column labelled +1 that is not among the K best. */
  readonly missed: number;
  /** A column among the K best that is labelled -1. */
  readonly predicted: number;
  readonly images: number;
}

/**
 * The pairs of a class that was missed and one that was predicted wrongly in the same image, the most frequent
 * first; equally frequent ones by their columns. Predictions whose label is unknown may be right and are left out.
 */
export function confusions(
  { images, positivesByImage: { starts, entries }, columns, plan: { seen } }: EvaluationData,
  { counts, isRanked, lists, plan: { listLength } }: SectionData,
  k: number,
  most: number,
): Confusion[] {
  const classes = seen.length;
  const pairs = new PairCounter(classes);
  for (let image = 0; image < images; image++) {
    if (counts?.[image] === 0) continue;
    const best = lists.best.subarray(image * listLength, image * listLength + k);
    const present = entries.subarray(starts[image], starts[image + 1]);
    const missed = present.filter((label) => isRanked[label] === 1 && !best.includes(label));
    if (missed.length === 0) continue;
    for (const label of best) {
      if (present.includes(label) || !columns.isKnown(image, label)) continue;
      for (const other of missed) pairs.add(other, label);
    }
  }
  return pairs.mostFrequent(most);
}

/** Counts pairs by sorting them, because there may be millions of which most occur once. */
class PairCounter {
  readonly #keys: GrowingArray<Uint32Array> | GrowingArray<Float64Array>; // each below classes²

  constructor(private readonly classes: number) {
    this.#keys = classes <= 2 ** 16 ? new GrowingArray(Uint32Array) : new GrowingArray(Float64Array);
  }

  add(missed: number, predicted: number): void {
    this.#keys.append([missed * this.classes + predicted]);
  }

  mostFrequent(most: number): Confusion[] {
    const keys = this.#keys.values().sort();
    const found: Confusion[] = [];
    for (let start = 0; start < keys.length; ) {
      let end = start;
      while (end < keys.length && keys[end] === keys[start]) end++;
      const [key, images] = [keys[start]!, end - start];
      const last = found.at(-1);
      if (found.length < most || images > last!.images) {
        const at = found.findIndex((other) => other.images < images);
        const missed = Math.floor(key / this.classes);
        found.splice(at < 0 ? found.length : at, 0, { missed, predicted: key % this.classes, images });
        if (found.length > most) found.pop();
      }
      start = end;
    }
    return found;
  }
}

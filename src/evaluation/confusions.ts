import type { EvaluationData, SectionData } from "./evaluation-data";

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
  #keys = new Float64Array(1024);
  #length = 0;

  constructor(private readonly classes: number) {}

  add(missed: number, predicted: number): void {
    if (this.#length === this.#keys.length) {
      const larger = new Float64Array(2 * this.#length);
      larger.set(this.#keys);
      this.#keys = larger;
    }
    this.#keys[this.#length++] = missed * this.classes + predicted;
  }

  mostFrequent(most: number): Confusion[] {
    const keys = this.#keys.subarray(0, this.#length).sort();
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

import type { EvaluationData, SectionData } from "./evaluation-data";
import type { Lists } from "./lists";

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
 * They are counted for one missed class after another, since there may be millions of pairs, most of one image.
 */
export function confusions(
  { positivesByImage, positivesByClass: { starts, entries }, columns, plan: { seen } }: EvaluationData,
  { counts, lists, plan: { ranked, listLength } }: SectionData,
  k: number,
  most: number,
): Confusion[] {
  const images = new Uint32Array(seen.length); // in which a class was predicted wrongly beside the missed one
  const found: Confusion[] = [];
  for (const missed of ranked) {
    const predicted: number[] = [];
    for (let entry = starts[missed]!; entry < starts[missed + 1]!; entry++) {
      const image = entries[entry]!;
      const [from, to] = [image * listLength, image * listLength + k];
      if (counts?.[image] === 0 || includes(lists.best, from, to, missed)) continue;
      for (let place = from; place < to; place++) {
        const label = lists.best[place]!;
        if (isPresent(positivesByImage, image, label) || !columns.isKnown(image, label)) continue;
        if (images[label]!++ === 0) predicted.push(label);
      }
    }
    for (const label of predicted.sort((a, b) => a - b)) {
      insert(found, { missed, predicted: label, images: images[label]! }, most);
      images[label] = 0;
    }
  }
  return found;
}

function isPresent({ starts, entries }: Lists, image: number, label: number): boolean {
  return includes(entries, starts[image]!, starts[image + 1]!, label);
}

function includes(list: Uint32Array, from: number, to: number, wanted: number): boolean {
  for (let place = from; place < to; place++) if (list[place] === wanted) return true;
  return false;
}

/** Puts a pair behind those that are as frequent, unless there are `most` of them. */
function insert(found: Confusion[], pair: Confusion, most: number): void {
  if (found.length >= most && pair.images <= found.at(-1)!.images) return;
  const at = found.findIndex((other) => other.images < pair.images);
  found.splice(at < 0 ? found.length : at, 0, pair);
  if (found.length > most) found.pop();
}

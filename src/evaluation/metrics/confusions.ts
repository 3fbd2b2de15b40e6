import type { EvaluationData, SectionData } from "../scores/evaluation-data";

/** How often one class was predicted wrongly where another was missed. */
export interface Confusion {
  /** A column labeled +1 that is not among the K best. */
  readonly missed: number;
  /** A column among the K best that is labeled -1. */
  readonly predicted: number;
  readonly images: number;
}

/**
 * The pairs of a class that was missed and one that was predicted wrongly in the same image, the most
 * frequent first; equally frequent ones by their columns. Predictions whose label is unknown may be right and
 * are left out. They are counted for one missed class after another, because there may be millions of pairs,
 * most of them in one image only.
 */
export function confusions(data: EvaluationData, section: SectionData, k: number, most: number): Confusion[] {
  const { starts, entries } = data.positivesByClass;
  const { lists, plan } = section;
  const isWrong = wrongPredictions(data, section, k);
  const images = new Uint32Array(data.plan.seen.length); // in which a class is predicted wrongly beside the missed one
  const found: Confusion[] = [];
  for (const missed of plan.ranked) {
    const predicted: number[] = [];
    for (let entry = starts[missed]!; entry < starts[missed + 1]!; entry++) {
      const image = entries[entry]!;
      const from = image * plan.listLength;
      if (section.counts?.[image] === 0 || includes(lists.best, from, from + k, missed)) continue;
      for (let place = 0; place < k; place++) {
        if (isWrong[image * k + place] === 0) continue;
        const label = lists.best[from + place]!;
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

/** 1 for each of an image's K best whose label is -1. */
function wrongPredictions(
  { images, positivesByImage: { starts, entries }, columns }: EvaluationData,
  { lists, plan: { listLength } }: SectionData,
  k: number,
): Uint8Array {
  const isWrong = new Uint8Array(images * k); // [images, K]
  for (let image = 0; image < images; image++) {
    for (let place = 0; place < k; place++) {
      const label = lists.best[image * listLength + place]!;
      const isPresent = includes(entries, starts[image]!, starts[image + 1]!, label);
      if (!isPresent && columns.isKnown(image, label)) isWrong[image * k + place] = 1;
    }
  }
  return isWrong;
}

function includes(list: Uint32Array, from: number, to: number, wanted: number): boolean {
  for (let place = from; place < to; place++) if (list[place] === wanted) return true;
  return false;
}

/** Inserts a pair after those that are as frequent, unless there are `most` of them. */
function insert(found: Confusion[], pair: Confusion, most: number): void {
  if (found.length >= most && pair.images <= found.at(-1)!.images) return;
  const at = found.findIndex((other) => other.images < pair.images);
  found.splice(at < 0 ? found.length : at, 0, pair);
  if (found.length > most) found.pop();
}

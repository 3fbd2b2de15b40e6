import type { EvaluationData, SectionData } from "../scores/evaluation-data";
import { f1, type RetrievalCounts } from "./f1-at-k";

/** Precision, recall and their harmonic mean; null where a part has no value. */
export interface Retrieval {
  /** The share of predictions that are right; null if nothing is predicted. */
  readonly precision: number | null;
  /** The share found of what there is to find; null if there is nothing. */
  readonly recall: number | null;
  readonly f1: number | null;
}

/** Of the k best classes of each image, how many are predictions of each column, hits of it, and its positives. */
export interface ClassCounts {
  readonly predicted: Uint32Array; // [C]
  readonly hits: Uint32Array; // [C]
  readonly positives: Uint32Array; // [C]
}

/** Counts over the images that count, of the classes that are ranked. A hit needs the label +1. */
export function countAtK(data: EvaluationData, section: SectionData, k: number): ClassCounts {
  const columns = data.plan.seen.length;
  const { counts, isRanked, plan, lists } = section;
  const { starts, entries } = data.positivesByImage;
  const counted = {
    predicted: new Uint32Array(columns),
    hits: new Uint32Array(columns),
    positives: new Uint32Array(columns),
  };
  const lastWith = new Int32Array(columns).fill(-1); // the last image in which a class is present
  for (let image = 0; image < data.images; image++) {
    if (counts?.[image] === 0) continue;
    for (let entry = starts[image]!; entry < starts[image + 1]!; entry++) {
      const label = entries[entry]!;
      lastWith[label] = image;
      if (isRanked[label] === 1) counted.positives[label]!++;
    }
    for (let place = image * plan.listLength, end = place + k; place < end; place++) {
      const label = lists.best[place]!;
      counted.predicted[label]!++;
      if (lastWith[label] === image) counted.hits[label]!++;
    }
  }
  return counted;
}

/** The counts of some classes together. */
export function pooledCounts(counts: ClassCounts, classes: Iterable<number>): RetrievalCounts {
  let [predicted, hits, positives] = [0, 0, 0];
  for (const label of classes) {
    predicted += counts.predicted[label]!;
    hits += counts.hits[label]!;
    positives += counts.positives[label]!;
  }
  return { predicted, hits, positives };
}

/** The shares of such counts; F1 is `withoutHit` if nothing is hit although there is something to find. */
export function retrieval(counts: RetrievalCounts, withoutHit: 0 | null): Retrieval {
  const { predicted, hits, positives } = counts;
  return {
    precision: predicted === 0 ? null : hits / predicted,
    recall: positives === 0 ? null : hits / positives,
    f1: positives === 0 ? null : hits === 0 ? withoutHit : f1(counts),
  };
}

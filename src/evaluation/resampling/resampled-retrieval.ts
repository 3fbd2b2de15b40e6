import { f1 } from "../metrics/f1-at-k";
import type { EvaluationData, SectionData } from "../scores/evaluation-data";
import { addWeights, type ImageWeights } from "./image-weights";

/** Pooled precision, recall and F1 of the K best in every resample; NaN where one has no value. */
export interface ResampledRetrieval {
  readonly k: number;
  readonly precision: Float64Array; // [columns]
  readonly recall: Float64Array; // [columns]
  readonly f1: Float64Array; // [columns]
}

/** The pooled figures at each K of a section, over its images weighted as each resample draws them. */
export function resampledRetrieval(
  { images, positivesByImage: { starts, entries }, plan: { seen } }: EvaluationData,
  { counts, isRanked, lists, plan: { ks, listLength } }: SectionData,
  weights: ImageWeights,
): ResampledRetrieval[] {
  const drawn = new Float64Array(weights.columns);
  const positives = new Float64Array(weights.columns);
  const hits = ks.map(() => new Float64Array(weights.columns));
  const lastWith = new Int32Array(seen.length).fill(-1);
  for (let image = 0; image < images; image++) {
    if (counts?.[image] === 0) continue;
    let present = 0;
    for (let entry = starts[image]!; entry < starts[image + 1]!; entry++) {
      lastWith[entries[entry]!] = image;
      present += isRanked[entries[entry]!]!;
    }
    addWeights(weights, image, 1, drawn);
    if (present === 0) continue;
    addWeights(weights, image, present, positives);
    for (const [at, k] of ks.entries()) {
      let here = 0;
      for (let place = image * listLength, end = place + k; place < end; place++)
        if (lastWith[lists.best[place]!] === image) here++;
      if (here > 0) addWeights(weights, image, here, hits[at]!);
    }
  }
  return ks.map((k, at) => ({
    k,
    precision: hits[at]!.map((hit, column) => hit / (k * drawn[column]!)),
    recall: hits[at]!.map((hit, column) => hit / positives[column]!),
    f1: hits[at]!.map((hit, column) =>
      positives[column] === 0
        ? Number.NaN
        : f1({ predicted: k * drawn[column]!, hits: hit, positives: positives[column]! }),
    ),
  }));
}

import type { EvaluationData } from "./evaluation-data";

/** How many labels of a class are +1 or -1 in the images that count (all if `counts` is null). */
export function annotatedCount(
  { columns, annotatedByClass }: EvaluationData,
  counts: Uint8Array | null,
  label: number,
): number {
  if (counts === null) return annotatedByClass[label]!;
  let annotated = 0;
  for (const { scores, from, to, images, firstImage } of columns.column(label)) {
    for (let place = from; place < to; place++) {
      const image = images ? images[place]! : firstImage + place - from;
      if (counts[image] === 1 && !Number.isNaN(scores[place]!)) annotated++;
    }
  }
  return annotated;
}

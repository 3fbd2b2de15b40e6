import type { EvaluationData, SectionData } from "./evaluation-data";

/** Visits the scores of a class in the images that count and where its label is known. */
export function eachKnown(
  { columns, images: count, positivesByClass: { starts, entries } }: EvaluationData,
  { counts }: SectionData,
  label: number,
  visit: (score: number, isPositive: 0 | 1) => void,
): void {
  const isPositive = new Uint8Array(count);
  for (const image of entries.subarray(starts[label], starts[label + 1])) isPositive[image] = 1;
  for (const { scores, from, to, images, firstImage } of columns.column(label)) {
    for (let place = from; place < to; place++) {
      const image = images ? images[place]! : firstImage + place - from;
      const score = scores[place]!;
      if (counts?.[image] === 0 || Number.isNaN(score)) continue;
      visit(score, isPositive[image] as 0 | 1);
    }
  }
}

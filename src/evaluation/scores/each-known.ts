import type { EvaluationData, SectionData } from "./evaluation-data";

/** Visits the scores of a class in the images that count and in which its label is known. */
export function eachKnown(
  { columns, positivesByClass: { starts, entries } }: EvaluationData,
  { counts }: SectionData,
  label: number,
  visit: (score: number, isPositive: 0 | 1) => void,
): void {
  // Both lists are ascending: one walk goes through them.
  let present = starts[label]!;
  const end = starts[label + 1]!;
  for (const { scores, from, to, images, firstImage } of columns.column(label)) {
    for (let place = from; place < to; place++) {
      const image = images ? images[place]! : firstImage + place - from;
      const score = scores[place]!;
      while (present < end && entries[present]! < image) present++;
      if (counts?.[image] === 0 || Number.isNaN(score)) continue;
      visit(score, present < end && entries[present] === image ? 1 : 0);
    }
  }
}

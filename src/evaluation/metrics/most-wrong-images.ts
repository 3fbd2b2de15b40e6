import type { EvaluationData, SectionData } from "../scores/evaluation-data";

/** An image on which an absent class outranks a present one. */
export interface WrongImage {
  /** Its place in the run. */
  readonly image: number;
  /** The highest score among classes labeled -1 minus the lowest among those labeled +1. */
  readonly margin: number;
  /** The columns of those two scores; of equal ones the first. */
  readonly predicted: number;
  readonly predictedScore: number;
  readonly missed: number;
  readonly missedScore: number;
}

/** How many more than requested are kept for a while, so that they are seldom sorted. */
const MOST_BEYOND = 1_000;

/**
 * The images of a section with the largest margins, which is what the loss of the training looks at; equal
 * ones by their place. Images without a +1 or without a -1 in the section have no margin, and right ones are
 * left out.
 */
export function mostWrongImages(data: EvaluationData, section: SectionData, most: number): WrongImage[] {
  const { images, columns, positivesByClass } = data;
  const { counts, plan } = section;
  const absent = extremes(images, Number.NEGATIVE_INFINITY);
  const present = extremes(images, Number.POSITIVE_INFINITY);
  const lastClass = new Int32Array(images).fill(-1); // the latest class that is +1 in the image
  for (const label of plan.classes) {
    const { starts, entries } = positivesByClass;
    for (const image of entries.subarray(starts[label], starts[label + 1])) lastClass[image] = label;
    for (const { scores, from, to, images: places, firstImage } of columns.column(label)) {
      for (let place = from; place < to; place++) {
        const score = scores[place]!; // NaN where the label is unknown: neither above nor below
        const image = places ? places[place]! : firstImage + place - from;
        if (lastClass[image] === label) {
          if (score < present.scores[image]!) keep(present, image, score, label);
        } else if (score > absent.scores[image]!) keep(absent, image, score, label);
      }
    }
  }
  let found: WrongImage[] = [];
  for (let image = 0; image < images; image++) {
    const margin = absent.scores[image]! - present.scores[image]!;
    if (counts?.[image] === 0 || !(margin > 0)) continue;
    found.push({
      image,
      margin,
      predicted: absent.classes[image]!,
      predictedScore: absent.scores[image]!,
      missed: present.classes[image]!,
      missedScore: present.scores[image]!,
    });
    if (found.length >= most + MOST_BEYOND) found = worstOf(found, most); // nearly all images may be wrong
  }
  return worstOf(found, most);
}

function worstOf(found: WrongImage[], most: number): WrongImage[] {
  return found.sort((a, b) => b.margin - a.margin || a.image - b.image).slice(0, most);
}

interface Extremes {
  readonly scores: Float32Array; // [images]
  readonly classes: Uint32Array; // [images]
}

function extremes(images: number, start: number): Extremes {
  return { scores: new Float32Array(images).fill(start), classes: new Uint32Array(images) };
}

function keep({ scores, classes }: Extremes, image: number, score: number, label: number): void {
  scores[image] = score;
  classes[image] = label;
}

import type { Lists } from "./lists";
import type { EvaluationPlan, SectionPlan } from "./plan";
import type { ScoreColumns } from "./score-columns";

/** What an accumulator has taken in, as the metrics read it. */
export interface EvaluationData {
  readonly plan: EvaluationPlan;
  readonly images: number;
  /** The columns labeled +1 in each image, and the images for each column. */
  readonly positivesByImage: Lists;
  readonly positivesByClass: Lists;
  readonly columns: ScoreColumns;
  /** One for each section of the plan. */
  readonly sections: readonly SectionLists[];
  /** How many labels of each class are +1 or -1. */
  readonly annotatedByClass: Uint32Array; // [C]
}

/** The best classes of every image in one section. */
interface SectionLists {
  readonly best: Uint32Array; // [images, listLength], best first
  /** Bit i of an image: its score at the section's i-th K equals the next one, so the order of classes decided. */
  readonly ties: Uint32Array; // [images]
}

/** One section, and which images and classes count in it. */
export interface SectionData {
  readonly plan: SectionPlan;
  readonly lists: SectionLists;
  /** 1 for each image that counts, or null if all do. */
  readonly counts: Uint8Array | null; // [images]
  readonly images: number;
  /** 1 for each column that is ranked. */
  readonly isRanked: Uint8Array; // [C]
}

/** The images that count in a section, by its place in the plan, and its classes. */
export function sectionData(data: EvaluationData, at: number): SectionData {
  const plan = data.plan.sections[at]!;
  const lists = data.sections[at]!;
  const columns = data.plan.seen.length;
  const isRanked = marks(plan.ranked, columns);
  if (plan.definition.images === "all") return { plan, lists, counts: null, images: data.images, isRanked };
  const isIn = marks(plan.classes, columns);
  const { starts, entries } = data.positivesByImage;
  const counts = new Uint8Array(data.images);
  let images = 0;
  for (let image = 0; image < data.images; image++) {
    for (let entry = starts[image]!; entry < starts[image + 1]!; entry++)
      if (isIn[entries[entry]!] === 1) counts[image] = 1;
    images += counts[image]!;
  }
  return { plan, lists, counts, images, isRanked };
}

function marks(classes: Uint32Array, columns: number): Uint8Array {
  const marked = new Uint8Array(columns);
  for (const label of classes) marked[label] = 1;
  return marked;
}

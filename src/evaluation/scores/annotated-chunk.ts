import { checkScores } from "./check-scores";
import type { SparseLabels } from "./labels";
import type { EvaluationPlan } from "./plan";
import { writeTopList } from "./top-list";

/** An image's best classes in one section, best first. */
export interface TopLists {
  readonly classes: Uint32Array; // [N, listLength]
  readonly scores: Float32Array; // [N, listLength]
}

/** What the metrics need of the scores of some images, of which few labels are known. */
export interface AnnotatedChunk {
  /** The known labels: `others` is 0, and no listed value is. */
  readonly labels: SparseLabels;
  /** The score of each listed class. */
  readonly scores: Float32Array;
  /** One for each section of the plan. */
  readonly top: readonly TopLists[];
}

/**
 * Reduces whole rows of scores to what is needed of them. Throws INVALID_INPUT for NaN and for other sizes.
 */
export function annotatedChunk(
  plan: EvaluationPlan,
  scores: Float32Array, // [N, C]
  labels: SparseLabels,
): AnnotatedChunk {
  const classes = plan.seen.length;
  checkScores(scores, labels, classes);
  const known = knownLabels(labels, classes);
  const kept = new Float32Array(known.classes.length);
  for (let image = 0; image + 1 < known.starts.length; image++)
    for (let entry = known.starts[image]!; entry < known.starts[image + 1]!; entry++)
      kept[entry] = scores[image * classes + known.classes[entry]!]!;
  return { labels: known, scores: kept, top: topLists(plan, scores) };
}

/** The best classes of each image in each section. */
export function topLists({ seen, sections }: EvaluationPlan, scores: Float32Array): TopLists[] {
  const images = scores.length / seen.length;
  return sections.map(({ ranked, listLength }) => {
    const best = new Uint32Array(images * listLength);
    const bestScores = new Float32Array(best.length);
    for (let image = 0; image < images; image++) {
      const at = image * listLength;
      const row = image * seen.length;
      writeTopList(scores, row, ranked, best, at, listLength);
      for (let place = at; place < at + listLength; place++) bestScores[place] = scores[row + best[place]!]!;
    }
    return { classes: best, scores: bestScores };
  });
}

function knownLabels({ starts, classes: listed, values, others }: SparseLabels, classes: number) {
  const known = { starts: new Uint32Array(starts.length), classes: [] as number[], values: [] as number[] };
  for (let image = 0; image + 1 < starts.length; image++) {
    let entry = starts[image]!;
    const end = starts[image + 1]!;
    const add = (label: number, value: number) => {
      if (value === 0) return;
      known.classes.push(label);
      known.values.push(value);
    };
    if (others === 0) for (; entry < end; entry++) add(listed[entry]!, values[entry]!);
    else
      for (let label = 0; label < classes; label++)
        add(label, entry < end && listed[entry] === label ? values[entry++]! : others);
    known.starts[image + 1] = known.classes.length;
  }
  return {
    starts: known.starts,
    classes: Uint32Array.from(known.classes),
    values: Int8Array.from(known.values),
    others: 0 as const,
  };
}

import type { EvaluationData, SectionData } from "../scores/evaluation-data";
import { joinedScores } from "../scores/joined-scores";
import { countedPieces, positiveScores } from "./class-average-precisions";
import { averageOverThresholds, countOfReached, countReached, thresholdsOf } from "./thresholds";

/**
 * Micro AP of each section: of one ranking of all pairs of an image and a class with a known label; null
 * without a positive. Sections in which all images count share the counting, which takes longest.
 */
export function microAveragePrecisions(
  data: EvaluationData,
  sections: readonly SectionData[],
): (number | null)[] {
  const shared = sections.filter(({ counts }) => counts === null);
  const whole = microOver(data, shared);
  return sections.map((section) =>
    section.counts ? microOver(data, [section])[0]! : whole[shared.indexOf(section)]!,
  );
}

/** How many positives have a threshold's score, and how many scores reach as many thresholds. */
interface Counts {
  readonly positives: Uint32Array; // [T]
  readonly reached: Uint32Array; // [T + 1]
}

/** Micro AP of sections in which the same images count. */
function microOver(data: EvaluationData, sections: readonly SectionData[]): (number | null)[] {
  const classes = [...new Set(sections.flatMap(({ plan }) => [...plan.classes]))];
  const scores = classes.map((label) => positiveScores(data, sections[0]!, label));
  const thresholds = thresholdsOf(joinedScores(scores));
  const { values } = thresholds;
  if (values.length === 0) return sections.map(() => null);
  const [ofUnseen, ofSeen] = [false, true].map(
    (): Counts => ({
      positives: new Uint32Array(values.length),
      reached: new Uint32Array(values.length + 1),
    }),
  ) as [Counts, Counts];
  for (const [place, label] of classes.entries()) {
    const { positives, reached } = data.plan.seen[label] ? ofSeen : ofUnseen;
    for (const score of scores[place]!) positives[countOfReached(thresholds, score) - 1]!++;
    for (const piece of countedPieces(data, sections[0]!, label))
      countReached(thresholds, piece.scores, piece.from, piece.to, reached);
  }
  const [seen, unseen] = [averageOf(ofSeen), averageOf(ofUnseen)];
  // In place: of a million positives, each of these arrays takes megabytes.
  for (let at = 0; at < ofSeen.reached.length; at++) ofSeen.reached[at]! += ofUnseen.reached[at]!;
  const all = averageOf({ positives: thresholds.positives, reached: ofSeen.reached });
  const averages = { seen, unseen, all };
  return sections.map(({ plan }) => averages[plan.definition.classes]);
}

function averageOf({ positives, reached }: Counts): number | null {
  const average = averageOverThresholds(positives, reached);
  return Number.isNaN(average) ? null : average;
}

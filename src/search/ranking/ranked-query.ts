import { RegionaryError } from "../../errors";

/** What images are ranked by: one term, or the least (`all`) or the greatest (`any`) of several. */
export type Expression =
  | { readonly kind: "term"; readonly term: number }
  | { readonly kind: "all" | "any"; readonly of: readonly Expression[] };

/** From a score to its probability, 1 / (1 + exp(-(slope * score + offset))). */
export interface Line {
  /** Above 0: the probability rises with the score. */
  readonly slope: number;
  readonly offset: number;
}

/** A query over terms 0, 1, ... as numbers alone. */
export interface RankedQuery {
  /** T */
  readonly terms: number;
  /**
   * One term ranks by its score, an expression by slope * score + offset of each of its terms, or by the score of one
   * without a line.
   */
  readonly rank: Expression;
  /** The least probability of a hit, by `rank`; null for none. It needs the lines of all terms of `rank`. */
  readonly cut: number | null;
  /** Terms that no hit has: an image whose probability of one is at least `excludedFrom` is no hit. They need lines. */
  readonly excluded: readonly number[];
  /** A probability; not read where nothing is excluded. */
  readonly excludedFrom: number;
  /** By term; null where its scores give no probability. */
  readonly lines: readonly (Line | null)[];
}

/** Throws INVALID_INPUT for a query that cannot be ranked. */
export function checkQuery({ terms, rank, cut, excluded, excludedFrom, lines }: RankedQuery): void {
  const ranked = termsOf(rank);
  for (const term of [...ranked, ...excluded]) {
    if (Number.isInteger(term) && term >= 0 && term < terms) continue;
    throw invalid(`A query of ${terms} terms has no term ${term}.`);
  }
  if (lines.length !== terms) throw invalid(`Expected ${terms} lines, one a term; got ${lines.length}.`);
  for (const line of lines) {
    if (line === null || (line.slope > 0 && Number.isFinite(line.slope) && Number.isFinite(line.offset)))
      continue;
    throw invalid(
      `A probability needs a finite offset and a slope above 0; got ${line.slope} * score + ${line.offset}.`,
    );
  }
  const needed = [...(cut === null ? [] : ranked), ...excluded];
  const without = needed.find((term) => lines[term] === null);
  if (without !== undefined)
    throw invalid(`Term ${without} has no probabilities, so that nothing can be cut by them.`);
  for (const probability of [
    ...(cut === null ? [] : [cut]),
    ...(excluded.length > 0 ? [excludedFrom] : []),
  ]) {
    if (!(probability >= 0 && probability <= 1))
      throw invalid(`A probability is from 0 to 1; got ${probability}.`);
  }
}

function termsOf(expression: Expression): number[] {
  if (expression.kind === "term") return [expression.term];
  if (expression.of.length === 0) throw invalid(`"${expression.kind}" needs one term at least.`);
  return expression.of.flatMap(termsOf);
}

const invalid = (message: string) => new RegionaryError("INVALID_INPUT", message);

import { RegionaryError } from "../../errors";
import type { Expression, RankedQuery } from "../../search/ranking/ranked-query";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import type { SearchPlan } from "./terms/plan-search";
import type { ResolvedTerm } from "./terms/resolved-term";

/** From this probability on an image has what `not` names, where the search has no cut of its own. */
const USUAL_CUT = 0.5;

/**
 * The numbers that a search is ranked by. NOT_CALIBRATED where a probability is asked for and nothing gives it. A
 * combination in which one term has no probability is ranked by the scores of all.
 */
export function rankedQuery(
  { rank, excluded, scored }: SearchPlan,
  terms: readonly ResolvedTerm[],
  atLeastProbability: number | null,
  model: ModelVersionRow,
): RankedQuery {
  const ranked = termsOf(rank);
  const isCalibrated = hasProbabilities(rank, terms);
  if (atLeastProbability !== null && !isCalibrated)
    throw notCalibrated("`atLeastProbability` (--at-least)", model, ranked, terms);
  if (excluded.some((term) => terms[term]!.line === null))
    throw notCalibrated("`not` (--not)", model, excluded, terms);
  const lines = terms.slice(0, scored).map(({ line }, term) => {
    const isLeftOut = !isCalibrated && ranked.includes(term) && !excluded.includes(term);
    return isLeftOut ? null : line;
  });
  const excludedFrom = atLeastProbability ?? USUAL_CUT;
  return { terms: scored, rank, cut: atLeastProbability, excluded, excludedFrom, lines };
}

/** Whether each term of an expression has probabilities. */
export function hasProbabilities(rank: Expression, terms: readonly Pick<ResolvedTerm, "line">[]): boolean {
  return termsOf(rank).every((term) => terms[term]!.line !== null);
}

function termsOf(expression: Expression): number[] {
  return expression.kind === "term" ? [expression.term] : expression.of.flatMap(termsOf);
}

function notCalibrated(
  what: string,
  model: ModelVersionRow,
  among: readonly number[],
  terms: readonly ResolvedTerm[],
): RegionaryError {
  const term = among.map((index) => terms[index]!).find(({ line }) => line === null)!;
  if (term.label === null)
    return new RegionaryError(
      "NOT_CALIBRATED",
      `${what} needs probabilities, and likeness to an image is none. Leave it out, or search for labels.`,
    );
  return new RegionaryError(
    "NOT_CALIBRATED",
    `${what} needs probabilities, and the model "${model.name}", version ${model.version}, has no calibration for "${term.label}" yet. Evaluate it on a benchmark set, which calibrates it (bin/regionary evaluate), or leave it out: the scores rank then.`,
  );
}

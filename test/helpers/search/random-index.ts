import type { RandomStream } from "../../../src/datasets/scenes/random";
import type { Expression, Line, RankedQuery } from "../../../src/search/ranking/ranked-query";
import type { TermBounds } from "../../../src/search/term-bounds";
import type { TrueIndex } from "./true-ranking";

export interface RandomIndex extends TrueIndex {
  readonly bounds: readonly TermBounds[];
  readonly hasAccept: boolean;
}

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** A small index with a query of any form: ties, infinities, loose and tight bounds, filters, corrections. */
export function randomIndex(random: RandomStream): RandomIndex {
  const count = Math.floor(random.between(0, 60));
  const terms = Math.floor(random.between(1, 5));
  const query = randomQuery(random, terms);
  // Few different scores make ties; some are infinite.
  const steps = random.pick([2, 5, 1000]);
  const score = () =>
    random.chance(0.02)
      ? random.pick([-Infinity, Infinity])
      : Math.fround((Math.floor(random.between(0, steps + 1)) / steps) * 8 - 4);
  const scores = times(count, () => times(terms, score));
  const absentShare = random.pick([0, 0, 0.1, 0.5]);
  const allowedShare = random.pick([1, 1, 0.7, 0.1]);
  const hasAccept = random.chance(0.3);
  return {
    query,
    scores,
    bounds: times(terms, (term) =>
      randomBounds(
        random,
        scores.map((row) => row[term]!),
      ),
    ),
    allowed: times(count, () => random.unit() < allowedShare),
    absent: times(
      count,
      () => new Set(times(terms, (term) => term).filter(() => random.chance(absentShare))),
    ),
    hasAccept,
    accepted: times(count, () => !hasAccept || random.chance(0.6)),
  };
}

function randomBounds(random: RandomStream, scores: readonly number[]): TermBounds {
  if (random.chance(0.25)) {
    const known = Float32Array.from(scores);
    return { upper: known, lower: known, estimate: known };
  }
  const slack = random.pick([0.1, 1, 5, Infinity]);
  const knownShare = random.pick([0, 0, 0.3, 0.9]);
  const nothing = random.pick([0, 0, 0.1]);
  const bounds = scores.map((score) => {
    if (random.unit() < nothing) return [NaN, NaN, NaN];
    if (random.unit() < knownShare) return [score, score, score];
    // The score may be at either of its bounds.
    const above = random.chance(0.2) ? 0 : slack * random.between(0.01, 1);
    const below = random.chance(0.2) ? 0 : slack * random.between(0.01, 1);
    const upper = Number.isFinite(score) ? score + above : Infinity;
    const lower = Number.isFinite(score) ? score - below : -Infinity;
    return [upper, lower, Number.isFinite(score) ? score + random.between(-1, 1) : 0];
  });
  const column = (index: number) => Float32Array.from(bounds, (bound) => bound[index]!);
  // Rounded to float32 they may have moved inwards.
  const [upper, lower, estimate] = [column(0), column(1), column(2)];
  for (const [i, score] of scores.entries()) {
    if (upper[i]! < score) upper[i] = score;
    if (lower[i]! > score) lower[i] = score;
  }
  return { upper, lower, estimate };
}

function randomQuery(random: RandomStream, terms: number): RankedQuery {
  const rank = randomExpression(random, terms, 0);
  const isCalibrated = random.chance(0.7);
  const line = (): Line => ({ slope: random.pick([0.25, 1, 3]), offset: random.between(-3, 3) });
  const lines = times(terms, () => (isCalibrated || random.chance(0.3) ? line() : null));
  return {
    terms,
    rank,
    lines,
    cut: isCalibrated && random.chance(0.5) ? random.pick([0, 0.2, 0.5, 0.8, 1]) : null,
    excluded:
      isCalibrated && random.chance(0.4)
        ? times(Math.ceil(terms / 3), () => Math.floor(random.between(0, terms)))
        : [],
    excludedFrom: random.pick([0.3, 0.5, 0.9]),
  };
}

function randomExpression(random: RandomStream, terms: number, depth: number): Expression {
  if (depth === 3 || random.chance(depth === 0 ? 0.4 : 0.6))
    return { kind: "term", term: Math.floor(random.between(0, terms)) };
  const of = times(Math.floor(random.between(1, 4)), () => randomExpression(random, terms, depth + 1));
  return { kind: random.pick(["all", "any"] as const), of };
}

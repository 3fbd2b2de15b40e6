import type { Expression, RankedQuery } from "../../../src/search/ranking/ranked-query";

/** An index whose scores are all known, and what a ranking is to find in it. */
export interface TrueIndex {
  readonly query: RankedQuery;
  /** By position, the scores of its terms. */
  readonly scores: readonly (readonly number[])[];
  readonly allowed: readonly boolean[];
  /** By position, the terms that are absent there. */
  readonly absent: readonly ReadonlySet<number>[];
  readonly accepted: readonly boolean[];
}

export interface TrueHit {
  readonly position: number;
  readonly key: number;
}

/** All hits in order, by scoring every image: the definition that a ranking is held to. */
export function trueHits({ query, scores, allowed, absent, accepted }: TrueIndex): TrueHit[] {
  const hits: TrueHit[] = [];
  for (const [position, row] of scores.entries()) {
    const isAbsent = (term: number) => absent[position]!.has(term);
    const logit = (term: number) => {
      const line = query.lines[term];
      return line ? line.slope * row[term]! + line.offset : row[term]!;
    };
    const probability = (term: number) => 1 / (1 + Math.exp(-logit(term)));
    const combine = (expression: Expression, of: (term: number) => number): number =>
      expression.kind === "term"
        ? isAbsent(expression.term)
          ? -Infinity
          : of(expression.term)
        : Math[expression.kind === "all" ? "min" : "max"](...expression.of.map((part) => combine(part, of)));
    const key = combine(query.rank, query.rank.kind === "term" ? (term) => row[term]! : logit);
    if (!allowed[position] || !accepted[position] || key === -Infinity) continue;
    if (query.cut !== null && !(combine(query.rank, probability) >= query.cut)) continue;
    if (query.excluded.some((term) => !isAbsent(term) && probability(term) >= query.excludedFrom)) continue;
    hits.push({ position, key });
  }
  return hits.sort((a, b) => (a.key > b.key ? -1 : a.key < b.key ? 1 : a.position - b.position));
}

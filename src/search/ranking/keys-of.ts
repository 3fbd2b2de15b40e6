import type { Expression, RankedQuery } from "./ranked-query";

/** A value of each term at some positions, and what is to be known of them. */
interface TermValues {
  /** By term. */
  readonly values: readonly Float32Array[];
  /** What NaN stands for. */
  readonly unknown: number;
  /** By term, the positions where it is absent: it ranks last there. */
  readonly absent: readonly (ReadonlySet<number> | null)[];
  readonly count: number;
}

/**
 * What a query ranks by, at each position. It rises with the value of each term, rounding included: the keys of upper
 * bounds bound the keys.
 */
export function keysOf(
  { rank, lines }: Pick<RankedQuery, "rank" | "lines">,
  terms: TermValues,
): Float64Array {
  return rank.kind === "term" ? termKeys(rank.term, null, terms) : combined(rank, lines, terms);
}

function combined(expression: Expression, lines: RankedQuery["lines"], terms: TermValues): Float64Array {
  if (expression.kind === "term") return termKeys(expression.term, lines[expression.term] ?? null, terms);
  const [first, ...others] = expression.of;
  const keys = combined(first!, lines, terms);
  const takesLeast = expression.kind === "all";
  for (const other of others) {
    const more = combined(other, lines, terms);
    for (let i = 0; i < keys.length; i++) {
      if (takesLeast ? more[i]! < keys[i]! : more[i]! > keys[i]!) keys[i] = more[i]!;
    }
  }
  return keys;
}

function termKeys(
  term: number,
  line: RankedQuery["lines"][number],
  { values, unknown, absent, count }: TermValues,
): Float64Array {
  const scores = values[term]!;
  const { slope, offset } = line ?? { slope: 1, offset: 0 };
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const key = slope * scores[i]! + offset;
    keys[i] = Number.isNaN(key) ? unknown : key;
  }
  for (const position of absent[term] ?? []) if (position < count) keys[position] = Number.NEGATIVE_INFINITY;
  return keys;
}

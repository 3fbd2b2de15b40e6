import type { TermBounds } from "../term-bounds";
import type { Ranks } from "./ranks";
import { OPEN, standingOf } from "./standing";

interface Settled {
  /** Whose scores are known now. */
  readonly known: number;
  /** Those of them with a score beyond its bounds. */
  readonly outOfBounds: number;
}

/**
 * Takes in the scores of positions that were open, [positions, T]; what is not open anymore stays as it is, and what
 * has no scores gets the flag `otherwise`.
 */
export function settle(ranks: Ranks, positions: Int32Array, rows: Float32Array, otherwise: number): Settled {
  const { query, source, standing, scores } = ranks;
  const { terms, absent, accept } = source;
  const { flags, keys } = standing;
  const size = terms.length;
  if (rows.length !== positions.length * size) {
    throw new RangeError(
      `Expected ${size} scores for each of ${positions.length} images, got ${rows.length}.`,
    );
  }
  const columns = terms.map((_, term) =>
    Float32Array.from(positions, (_, index) => rows[index * size + term]!),
  );
  const exact = standingOf(
    query,
    columns.map((column) => ({ upper: column, lower: column })),
    {
      count: positions.length,
      absent: absent.map((of) => of && indexesIn(of, positions)),
      allowed: null,
      asks: accept !== undefined,
    },
  );
  let known = 0;
  let outOfBounds = 0;
  for (const [index, position] of positions.entries()) {
    if ((flags[position]! & OPEN) === 0) continue;
    const row = rows.subarray(index * size, (index + 1) * size);
    if (row.some(Number.isNaN)) {
      flags[position]! |= otherwise;
      continue;
    }
    known++;
    if (isBeyond(terms, position, row)) outOfBounds++;
    flags[position] = exact.flags[index]!;
    keys[position] = exact.keys[index]!;
    if (flags[position] !== 0) scores.keep(position, row);
  }
  return { known, outOfBounds };
}

const indexesIn = (set: ReadonlySet<number>, positions: Int32Array): Set<number> =>
  new Set([...positions.keys()].filter((index) => set.has(positions[index]!)));

const isBeyond = (terms: readonly TermBounds[], position: number, row: Float32Array): boolean =>
  terms.some(({ upper, lower }, term) => row[term]! > upper[position]! || row[term]! < lower[position]!);

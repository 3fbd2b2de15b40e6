import { keysOf } from "./keys-of";
import { leastScore } from "./least-score";
import type { RankedQuery } from "./ranked-query";

/** What is known of a position, in bits; 0: it is no hit. */
export const OPEN = 1; // its scores are not known, and it may be a hit
export const UNASKED = 2; // it is one by its scores, and has not been accepted yet
export const HIT = 4;
export const CERTAIN = 8; // beside OPEN: it is a hit by its bounds already
export const MISSING = 16; // beside OPEN: its scores could not be had when they were last asked for

/** Positions with what is known of them. */
export interface Standing {
  readonly flags: Uint8Array;
  /** The key of what is not OPEN, an upper bound of it for what is. */
  readonly keys: Float64Array;
}

/** Bounds of each term; where they are equal, they are the score. */
type Bounds = readonly { readonly upper: Float32Array; readonly lower: Float32Array }[];

interface Positions {
  readonly count: number;
  readonly absent: readonly (ReadonlySet<number> | null)[];
  readonly allowed: Uint8Array | null;
  /** Whether a hit by its scores has to be accepted besides. */
  readonly asks: boolean;
}

/** What bounds say of each position. An image that is last in the ranking, its key minus infinity, is no hit. */
export function standingOf(query: RankedQuery, bounds: Bounds, positions: Positions): Standing {
  const { count, absent, allowed, asks } = positions;
  const keys = keysOf(query, {
    values: bounds.map(({ upper }) => upper),
    unknown: Number.POSITIVE_INFINITY,
    absent,
    count,
  });
  const lowerKeys = keysOf(query, {
    values: bounds.map(({ lower }) => lower),
    unknown: Number.NEGATIVE_INFINITY,
    absent,
    count,
  });
  const least = Math.max(leastKey(query), -Number.MAX_VALUE);
  const excluded = query.excluded.map((term) => ({
    ...bounds[term]!,
    from: leastScore(query.lines[term]!, query.excludedFrom),
    absent: absent[term],
  }));
  const flags = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    if (allowed !== null && allowed[i] === 0) continue;
    if (!(keys[i]! >= least)) continue;
    let isCertain = lowerKeys[i]! >= least && !asks;
    let isExcluded = false;
    for (const { upper, lower, from, absent: isAbsent } of excluded) {
      if (isAbsent?.has(i)) continue;
      isExcluded ||= lower[i]! >= from;
      isCertain &&= upper[i]! < from;
    }
    if (isExcluded) continue;
    if (isKnown(bounds, i)) flags[i] = asks ? UNASKED : HIT;
    else flags[i] = isCertain ? OPEN | CERTAIN : OPEN;
  }
  return { flags, keys };
}

function isKnown(bounds: Bounds, i: number): boolean {
  for (const { upper, lower } of bounds) if (!(upper[i] === lower[i])) return false; // NaN is not known
  return true;
}

/** The least key of a hit. */
function leastKey({ rank, lines, cut }: RankedQuery): number {
  if (cut === null) return Number.NEGATIVE_INFINITY;
  return leastScore(rank.kind === "term" ? lines[rank.term]! : { slope: 1, offset: 0 }, cut);
}

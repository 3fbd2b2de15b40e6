import { keysOf } from "./keys-of";
import { leastScore } from "./least-score";
import type { RankedQuery } from "./ranked-query";

/** What is known of a position, in bits; 0: it is no hit. */
export const OPEN = 1; // its scores are not known, and it may be a hit
export const UNASKED = 2; // it is one by its scores, and has not been accepted yet
export const HIT = 4;
export const CERTAIN = 8; // beside OPEN: it is a hit by its bounds already
export const PUT_OFF = 16; // beside OPEN or UNASKED: an estimate could not look at it, a proof may
export const MISSING = 32; // beside them: a proof could not look at it either

/** Positions with what is known of them. */
export interface Standing {
  readonly flags: Uint8Array;
  /** The key of what is not OPEN, an upper bound of it for what is. */
  readonly keys: Float64Array;
  /** Whether bounds alone told all of every position: none is OPEN or UNASKED, or ever was. */
  readonly isSettled: boolean;
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
  const isKnown = bounds.every(({ upper, lower }) => upper === lower);
  const keysBy = (side: "upper" | "lower", unknown: number) =>
    keysOf(query, { values: bounds.map((bound) => bound[side]), unknown, absent, count });
  const keys = keysBy("upper", Number.POSITIVE_INFINITY);
  const lowerKeys = isKnown || asks ? null : keysBy("lower", Number.NEGATIVE_INFINITY);
  const flags = new Uint8Array(count);
  const least = Math.max(leastKey(query), -Number.MAX_VALUE);
  const known = asks ? UNASKED : HIT;
  // The usual search of one label whose scores are all known: in one pass, since there may be a million.
  if (isKnown && bounds.length === 1 && query.excluded.length === 0) {
    const [{ upper }] = bounds as [Bounds[number]];
    let isSettled = !asks;
    for (let i = 0; i < count; i++) {
      if (!(keys[i]! >= least) || (allowed !== null && allowed[i] === 0)) continue;
      const isNumber = !Number.isNaN(upper[i]!);
      flags[i] = isNumber ? known : OPEN;
      isSettled &&= isNumber;
    }
    return { flags, keys, isSettled };
  }
  for (let i = 0; i < count; i++) {
    if (!(keys[i]! >= least) || (allowed !== null && allowed[i] === 0)) continue;
    flags[i] = lowerKeys !== null && lowerKeys[i]! >= least ? OPEN | CERTAIN : OPEN;
  }
  for (const term of query.excluded) {
    exclude(flags, bounds[term]!, leastScore(query.lines[term]!, query.excludedFrom), absent[term] ?? null);
  }
  const isSettled = closeKnown(flags, bounds, known) && !asks;
  return { flags, keys, isSettled };
}

/** Leaves out what has a score from there up, and takes the certainty from what may have one. */
function exclude(
  flags: Uint8Array,
  { upper, lower }: Bounds[number],
  from: number,
  absent: ReadonlySet<number> | null,
): void {
  for (let i = 0; i < flags.length; i++) {
    if (flags[i] === 0 || upper[i]! < from || absent?.has(i)) continue;
    flags[i] = lower[i]! >= from ? 0 : OPEN;
  }
}

/** Gives what is open, and has all its scores, another flag; whether nothing is left open. */
function closeKnown(flags: Uint8Array, bounds: Bounds, known: number): boolean {
  let isAll = true;
  for (let i = 0; i < flags.length; i++) {
    if (flags[i] === 0) continue;
    let isKnown = true;
    for (const { upper, lower } of bounds) isKnown &&= upper[i] === lower[i]; // NaN is not known
    if (isKnown) flags[i] = known;
    else isAll = false;
  }
  return isAll;
}

/** The least key of a hit. */
function leastKey({ rank, lines, cut }: RankedQuery): number {
  if (cut === null) return Number.NEGATIVE_INFINITY;
  return leastScore(rank.kind === "term" ? lines[rank.term]! : { slope: 1, offset: 0 }, cut);
}

import { createKnownScores, type KnownScores } from "./known-scores";
import { checkQuery, type RankedQuery } from "./ranked-query";
import type { HitCount, RankingSource } from "./ranking";
import { createReadings, type Readings } from "./readings";
import { lastOfBest, type Ranked } from "./select-best";
import { CERTAIN, HIT, type Standing, standingOf } from "./standing";

/** What a ranking knows so far. */
export interface Ranks {
  readonly query: RankedQuery;
  readonly source: RankingSource;
  readonly standing: Standing;
  readonly scores: KnownScores;
  readonly readings: Readings;
  /** Images whose scores were computed, and those of them with a score beyond its bounds. */
  rescored: number;
  outOfBounds: number;
  /** Images that a proof may still have to look at, as it last said. */
  left: number;
}

export function createRanks(query: RankedQuery, source: RankingSource): Ranks {
  checkQuery(query);
  const { count, terms, absent, allowed, accept } = source;
  return {
    query,
    source,
    standing: standingOf(query, terms, { count, absent, allowed, asks: accept !== undefined }),
    scores: createKnownScores(count, terms),
    readings: createReadings(),
    ...{ rescored: 0, outOfBounds: 0, left: 0 },
  };
}

/** The place of the last of the first hits; null while there are fewer. */
export function lastOfHits({ standing }: Ranks, upTo: number): Ranked | null {
  if (upTo === 0) return { key: Number.POSITIVE_INFINITY, position: -1 };
  const position = lastOfBest({ ...standing, any: HIT, size: upTo });
  return position === null ? null : { key: standing.keys[position]!, position };
}

export function countHits({ standing: { flags }, outOfBounds }: Ranks): HitCount {
  let found = 0;
  let open = 0;
  for (let position = 0; position < flags.length; position++) {
    const flag = flags[position]!;
    if ((flag & (HIT | CERTAIN)) !== 0) found++;
    else if (flag !== 0) open++;
  }
  return { found, atMost: found + open, isExact: open === 0 && outOfBounds === 0 };
}

/** What an entry of a Set takes, about. */
const ENTRY_BYTES = 32;

/** Bytes of memory, those of its source included. */
export function bytesOf({ standing: { flags, keys }, scores, source }: Ranks): number {
  const { terms, allowed, absent } = source;
  const arrays = new Set(terms.flatMap(({ upper, lower, estimate }) => [upper, lower, estimate]));
  const entries = absent.reduce((sum, positions) => sum + (positions?.size ?? 0), 0);
  const own = flags.byteLength + keys.byteLength + scores.bytes() + ENTRY_BYTES * entries;
  return [...arrays].reduce((sum, { byteLength }) => sum + byteLength, own + (allowed?.byteLength ?? 0));
}

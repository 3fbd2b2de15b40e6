import { keysOf } from "./keys-of";
import { createKnownScores } from "./known-scores";
import { checkQuery, type RankedQuery } from "./ranked-query";
import type { Ranking, RankingSource } from "./ranking";
import { readPage } from "./read-page";
import { createReadings } from "./readings";
import { lastOfBest, type Ranked, selectBest } from "./select-best";
import { settle } from "./settle";
import { CERTAIN, HIT, MISSING, OPEN, standingOf, UNASKED } from "./standing";

/** Images whose scores are computed together: few at first, since the first scores may prove that they are enough. */
const FIRST_BATCH = 64;
const LARGEST_BATCH = 256;
/** Hits that are to be accepted at a time. */
const ASKED_TOGETHER = 8;
/** An estimate asks for this many hits, at most, for each that is wanted: asking costs more than a score. */
const ASKED_PER_HIT = 4;

/** Ranks the images of a source. See `Ranking`. */
export function createRanking(query: RankedQuery, source: RankingSource): Ranking {
  checkQuery(query);
  const { count, terms, absent, allowed, accept } = source;
  const standing = standingOf(query, terms, { count, absent, allowed, asks: accept !== undefined });
  const { flags } = standing;
  const scores = createKnownScores(count, terms);
  const readings = createReadings();
  /** Whether a proof has to say how many hits there are. */
  const isCounted = query.cut !== null || query.excluded.length > 0;
  let rescored = 0;
  let of = 0;
  let outOfBounds = 0;

  const progress = () => ({ rescored, of: Math.max(of, rescored), outOfBounds });

  /** The place of the last of the first hits; null while there are fewer. */
  const lastOf = (upTo: number): Ranked | null => {
    if (upTo === 0) return { key: Number.POSITIVE_INFINITY, position: -1 };
    const position = lastOfBest({ ...standing, any: HIT, size: upTo });
    return position === null ? null : { key: standing.keys[position]!, position };
  };

  const rescore = async (positions: Int32Array, signal: AbortSignal | undefined) => {
    const rows = await source.rescore([...positions], signal);
    signal?.throwIfAborted();
    const settled = settle(query, source, { standing, scores }, positions, rows);
    rescored += settled.known;
    outOfBounds += settled.outOfBounds;
  };

  const ask = async (positions: Int32Array, signal: AbortSignal | undefined) => {
    await Promise.all(
      [...positions].map(async (position) => {
        const isAccepted = await source.accept!(position, signal);
        if ((flags[position]! & UNASKED) !== 0) flags[position] = isAccepted ? HIT : 0;
      }),
    );
    signal?.throwIfAborted();
  };

  /** The next to look at, best bounds first: for the first `upTo` hits, then for the count. */
  const nextToProve = (upTo: number | "all", size: number) => {
    const any = OPEN | UNASKED;
    const forHits = selectBest({
      ...standing,
      any,
      none: MISSING,
      before: upTo === "all" ? null : lastOf(upTo),
      size,
    });
    if (forHits.total > 0 || !isCounted) return forHits;
    return selectBest({ ...standing, any, none: MISSING | CERTAIN, size });
  };

  return {
    async estimate(upTo, { budget, signal }) {
      const estimates = keysOf(query, {
        values: terms.map(({ estimate }) => estimate),
        unknown: -Number.MAX_VALUE,
        absent,
        count,
      });
      let left = budget;
      for (let size = FIRST_BATCH; left > 0; size = Math.min(2 * size, LARGEST_BATCH)) {
        const { positions } = selectBest({
          ...standing,
          any: OPEN,
          none: MISSING,
          before: lastOf(upTo),
          by: estimates,
          size: Math.min(size, left),
        });
        if (positions.length === 0) break;
        await rescore(positions, signal);
        left -= positions.length;
      }
      if (!accept) return;
      for (let asked = 0; asked < upTo * ASKED_PER_HIT; asked += ASKED_TOGETHER) {
        const { positions } = selectBest({
          ...standing,
          any: UNASKED,
          before: lastOf(upTo),
          size: ASKED_TOGETHER,
        });
        if (positions.length === 0) break;
        await ask(positions, signal);
      }
    },

    async prove(upTo, { signal, onProgress }) {
      for (let i = 0; i < count; i++) flags[i]! &= ~MISSING; // they may be there now
      for (let size = FIRST_BATCH; ; size = Math.min(2 * size, LARGEST_BATCH)) {
        signal?.throwIfAborted();
        const { positions, total } = nextToProve(upTo, size);
        of = rescored + total;
        if (positions.length === 0) return;
        const firstOpen = positions.findIndex((position) => (flags[position]! & OPEN) !== 0);
        const unasked = positions.subarray(0, firstOpen < 0 ? positions.length : firstOpen);
        if (unasked.length > 0) await ask(unasked.subarray(0, ASKED_TOGETHER), signal);
        else
          await rescore(
            positions.filter((position) => (flags[position]! & OPEN) !== 0),
            signal,
          );
        onProgress?.(progress());
      }
    },

    page: (after, first) =>
      readPage({ standing, scores, readings, isSound: outOfBounds === 0 }, after, first),

    count() {
      let found = 0;
      let open = 0;
      for (let position = 0; position < count; position++) {
        const flag = flags[position]!;
        if ((flag & (HIT | CERTAIN)) !== 0) found++;
        else if (flag !== 0) open++;
      }
      return { found, atMost: found + open, isExact: open === 0 && outOfBounds === 0 };
    },

    progress,

    drop(positions) {
      for (const position of positions) flags[position] = 0;
    },

    bytes() {
      const arrays = new Set(terms.flatMap(({ upper, lower, estimate }) => [upper, lower, estimate]));
      const own = flags.byteLength + standing.keys.byteLength + scores.bytes();
      return [...arrays].reduce((sum, { byteLength }) => sum + byteLength, own);
    },
  };
}

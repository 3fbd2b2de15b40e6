import { estimateHits } from "./estimate-hits";
import { proveHits } from "./prove-hits";
import type { RankedQuery } from "./ranked-query";
import type { Ranking, RankingProgress, RankingSource } from "./ranking";
import { bytesOf, countHits, createRanks } from "./ranks";
import { readPage } from "./read-page";

/** Ranks the images of a source. See `Ranking`. */
export function createRanking(query: RankedQuery, source: RankingSource): Ranking {
  const ranks = createRanks(query, source);
  const progress = (): RankingProgress => {
    const { rescored, left, outOfBounds } = ranks;
    return { rescored, of: rescored + left, outOfBounds };
  };
  return {
    estimate: (upTo, options) => estimateHits(ranks, upTo, options),
    prove: (upTo, options) =>
      proveHits(ranks, upTo, { ...options, report: () => options.onProgress?.(progress()) }),
    page: (after, first) => readPage(ranks, after, first),
    count: () => countHits(ranks),
    progress,
    drop(positions) {
      for (const position of positions) ranks.standing.flags[position] = 0;
    },
    bytes: () => bytesOf(ranks),
  };
}

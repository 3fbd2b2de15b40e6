import { setTimeout as delay } from "node:timers/promises";
import type { ServiceContext } from "../context";
import { endedByReturn } from "../work/ended-by-return";
import type { SearchProgress } from "./search-page";

/** Reports come at most this often. */
const INTERVAL_MS = 250;

/**
 * How far the proof of a search is, from now until it has ended; the last report says whether all that was asked for is
 * proven. SEARCH_EXPIRED if the search is no longer kept.
 */
export function followSearch(
  { searches }: Pick<ServiceContext, "searches">,
  searchId: string,
): AsyncIterableIterator<SearchProgress, void, undefined> {
  return endedByReturn(async function* (ended) {
    const { ranking } = searches.find(searchId);
    const { proofs } = searches;
    proofs.want(ranking, proofs.wanted(ranking)); // it goes on if it was left
    let wake = () => {};
    ended.addEventListener("abort", () => wake());
    const stop = proofs.watch(ranking, () => wake());
    const report = (hasEnded: boolean): SearchProgress => {
      const { rescored, of } = ranking.progress();
      const exact = hasEnded && ranking.page(null, proofs.wanted(ranking)).isExact;
      return { searchId, rescored, of, exact, total: ranking.count() };
    };
    try {
      while (!ended.aborted && proofs.isUnderWay(ranking)) {
        const changed = new Promise<void>((resolve) => (wake = resolve));
        yield report(false);
        await changed;
        await delay(INTERVAL_MS, undefined, { ref: false });
      }
      if (!ended.aborted) yield report(true);
    } finally {
      stop();
    }
  });
}

import { LRUCache } from "lru-cache";
import { createTurns, type Turns } from "../../batcher/turns";
import { RegionaryError } from "../../errors";
import { shareWork } from "../regions/share-work";
import { createSearchProofs, type SearchProofs } from "./search-proofs";
import type { SearchSession } from "./search-session";

/** Of all kept searches together: those of a million images and three terms take some 50 MB each. */
const KEPT_BYTES = 512 * 2 ** 20;
const KEPT_SEARCHES = 1_000;
/** A request that computes has bounds of all images and the regions of 256 in memory: some 100 MB for a million images. */
const COMPUTED_AT_ONCE = 4;
const MOST_WAITING = 1_000;

/** The searches of this process that can go on: to be paged through, proven, and asked for again. */
export interface SearchSessions {
  readonly proofs: SearchProofs;
  /** Runs what a request has to compute, a few at a time; OVERLOADED if too many wait already. */
  readonly inTurn: Turns;
  /** The search of an id: the one that is kept, or made now; callers at the same time share it. */
  open(
    id: string,
    signal: AbortSignal | undefined,
    make: (signal: AbortSignal) => Promise<SearchSession>,
  ): Promise<SearchSession>;
  /** SEARCH_EXPIRED if it is no longer kept. */
  find(id: string): SearchSession;
  /** Weighs a search again, which has learned more. */
  weigh(session: SearchSession): void;
  close(): Promise<void>;
}

/** `log` is told of proofs that fail. */
export function createSearchSessions(log: (line: string) => void = () => undefined): SearchSessions {
  const proofs = createSearchProofs(log);
  const kept = new LRUCache<string, SearchSession>({
    max: KEPT_SEARCHES,
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ ranking }) => Math.max(1, ranking.bytes()),
    dispose: ({ ranking }, _id, reason) => {
      if (reason !== "set") proofs.forget(ranking);
    },
  });
  const making = shareWork<SearchSession>();
  return {
    proofs,
    inTurn: createTurns("searches", COMPUTED_AT_ONCE, MOST_WAITING),
    async open(id, signal, make) {
      const known = kept.get(id);
      if (known) return known;
      return making(id, signal, async (abandoned) => {
        const session = await make(abandoned);
        kept.set(id, session);
        return session;
      });
    },
    find(id) {
      const session = kept.get(id);
      if (session) return session;
      throw new RegionaryError(
        "SEARCH_EXPIRED",
        "This search is no longer kept: the service has started again, answers on another host, or newer searches needed the memory. Search again from the first page.",
      );
    },
    weigh: (session) => {
      if (kept.peek(session.id)?.ranking !== session.ranking) return; // it was left, and made again perhaps
      kept.set(session.id, { ...session }); // the same object would keep its old weight
    },
    close: proofs.close,
  };
}

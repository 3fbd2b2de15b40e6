import type { Priority, WaitingItem } from "./policy";

/** Above this many owners, those who are owed nothing are forgotten. */
const OWNERS_KEPT = 256;

/** Numbers work so that its owners take turns. */
interface FairTurns {
  /** The turn of the next item of an owner. */
  next(priority: Priority, owner: string): number;
  began(items: readonly WaitingItem[]): void;
}

/**
 * Start-time fair queueing (Goyal, Vin and Cheng, 1996): an owner's next item is one turn behind its last, but never
 * behind the turn that is being served. Who has much waits for himself; who comes with little is served next.
 */
export function createFairTurns(): FairTurns {
  const next = new Map<string, number>();
  const served = new Map<Priority, number>();
  const servedOf = (priority: Priority) => served.get(priority) ?? 0;
  return {
    next(priority, owner) {
      const key = `${priority} ${owner}`;
      const turn = Math.max(servedOf(priority), next.get(key) ?? 0);
      next.set(key, turn + 1);
      if (next.size > OWNERS_KEPT)
        for (const [other, theirs] of next)
          if (theirs <= servedOf(other.slice(0, other.indexOf(" ")) as Priority)) next.delete(other);
      return turn;
    },
    began(items) {
      for (const { priority, turn = 0 } of items) served.set(priority, Math.max(servedOf(priority), turn));
    },
  };
}

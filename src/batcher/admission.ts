import { hopeless, overfull } from "./refusals";

/** How much of a new sample goes into the running means: of latency, and of the time between two results. */
const LATENCY_SHARE = 1 / 8;
const PACE_SHARE = 1 / 32;
/** By how many mean deviations the latency of most work exceeds its mean. */
const CAUTION = 2;
/**
 * How much slower than of late the work ahead may become: a queue of two thirds of the deadline keeps the machine as
 * busy as a longer one.
 */
const SLOWER = 1.5;

/** Work that was admitted, until it leaves. */
export interface Admitted {
  /** `isDone` says that it has its result; nothing is learned from work that was given up. */
  leave(isDone: boolean): void;
}

/** Refuses at once what would only be given up later. */
export interface Admission {
  /**
   * Admits work whose result is useful until `deadline` (null for always), in the time of
   * `performance.now()`. Throws OVERLOADED, saying when to try again, if too much is under way or its result
   * would come too late at the recent pace.
   */
  enter(deadline: number | null): Admitted;
  stats(): { readonly underWay: number; readonly refused: number };
}

/**
 * Expects a result after `lag + pace * under way`, and longer if the machine becomes slower: the pace is the time between
 * two results while there is work, whatever limits it, and the lag is what latencies were beyond that. Both are learned
 * from work that leaves.
 * When nothing is under way anything is admitted; otherwise a wrong expectation could never be corrected.
 */
export function createAdmission(
  name: string,
  mostUnderWay: number,
  clock: () => number = () => performance.now(),
): Admission {
  let underWay = 0;
  let refused = 0;
  let paceMs = 0;
  let lagMs = 0;
  let deviationMs = 0;
  /** When the last result came, if there has been work under way ever since. */
  let lastResultAt: number | null = null;

  const refuse = (error: Error): never => {
    refused++;
    throw error;
  };

  const learn = (enteredAt: number, ahead: number): void => {
    const now = clock();
    if (lastResultAt !== null) {
      const interval = now - lastResultAt;
      paceMs = paceMs === 0 ? interval : paceMs + PACE_SHARE * (interval - paceMs);
    }
    const lag = Math.max(0, now - enteredAt - paceMs * ahead);
    deviationMs += LATENCY_SHARE * (Math.abs(lag - lagMs) - deviationMs);
    lagMs = lagMs === 0 ? lag : lagMs + LATENCY_SHARE * (lag - lagMs);
    lastResultAt = now;
  };

  return {
    enter(deadline) {
      const enteredAt = clock();
      const ahead = underWay;
      if (ahead >= mostUnderWay) refuse(overfull(name, ahead, Math.max(1, Math.ceil(paceMs))));
      const expectedMs = lagMs + CAUTION * deviationMs + SLOWER * paceMs * ahead;
      if (deadline !== null && ahead > 0 && enteredAt + expectedMs > deadline)
        refuse(
          hopeless(name, Math.ceil(expectedMs), Math.max(1, Math.ceil(enteredAt + expectedMs - deadline))),
        );
      underWay++;
      let isIn = true;
      return {
        leave(isDone) {
          if (!isIn) return;
          isIn = false;
          underWay--;
          if (isDone) learn(enteredAt, ahead);
          if (underWay === 0) lastResultAt = null;
        },
      };
    },
    stats: () => ({ underWay, refused }),
  };
}

import type { BatchLimits, WaitingItem } from "./policy";

/** What is on its way to a queue from the one before it. */
interface Coming {
  /** Those that the queue before holds and no lane works on. */
  readonly items: number;
  /** Between one of them and the next. */
  readonly intervalMs: number;
  /** The part of the machine, over which the one before runs, that a batch of this queue takes from it while it runs. */
  readonly share: number;
}

/** The next one may be late by so many intervals. */
const PATIENCE = 2;

/**
 * How long a batch should be held back for the next item that is coming; 0 to run it now. Waiting costs each of those that
 * wait an interval; what it saves is the time that a batch of its own would take the next one, and of it the share of the
 * machine that it takes from all who still wait for the queue before. Nobody is held back for longer than a full batch takes to
 * come, nor where a deadline does not leave room for all of the wait: who is held until the last moment is too late when
 * the timer is.
 */
export function holdForMore(
  waiting: readonly WaitingItem[],
  now: number,
  { cap, latencyMs }: BatchLimits,
  { items, intervalMs, share }: Coming,
): number {
  const count = waiting.length;
  if (count === 0 || count >= cap || items === 0) return 0;
  const savedMs = latencyMs(1) + latencyMs(count) - latencyMs(count + 1);
  if (items * share * savedMs <= count * intervalMs) return 0;
  const deadline = Math.min(...waiting.map((item) => item.deadline ?? Number.POSITIVE_INFINITY));
  const oldest = Math.min(...waiting.map(({ submittedAt }) => submittedAt));
  const holdMs = Math.max(0, Math.min(PATIENCE * intervalMs, oldest + cap * intervalMs - now));
  return now + holdMs + latencyMs(count + 1) <= deadline ? holdMs : 0;
}

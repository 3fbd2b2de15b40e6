import { type BatchLimits, chooseBatch, type PassedOver, type WaitingItem } from "../../src/batcher/policy";

/** What a lane that is free does now: run these, drop those, and if it runs nothing, ask again at a time. */
interface Launch {
  readonly take: readonly number[];
  readonly late: readonly number[];
  readonly isWide?: boolean;
  readonly askAgainAt?: number;
}

export type Strategy = (
  waiting: readonly WaitingItem[],
  now: number,
  limits: BatchLimits,
  freeLanes: readonly number[],
  passedOver: PassedOver,
) => Launch;

/** The service's own policy, by the same code. */
export const lateBinding: Strategy = (waiting, now, limits, freeLanes, passedOver) =>
  chooseBatch(waiting, now, () => limits, freeLanes, passedOver);

/** The usual batcher: a batch waits until it is full or its oldest item has waited `waitMs`. */
export function fixedTimer(waitMs: number): Strategy {
  return (waiting, now, { cap }) => {
    const oldest = waiting[0]?.submittedAt ?? now;
    const full = waiting.length >= cap;
    if (!full && now < oldest + waitMs) return { take: [], late: [], askAgainAt: oldest + waitMs };
    return { take: firstPlaces(waiting.length, cap), late: [] };
  };
}

/** Takes whatever waits, in its order, up to the cap; knows neither deadlines nor priorities. */
export const largestAvailable: Strategy = (waiting, _now, { cap }) => ({
  take: firstPlaces(waiting.length, cap),
  late: [],
});

const firstPlaces = (waiting: number, cap: number) =>
  Array.from({ length: Math.min(waiting, cap) }, (_, i) => i);

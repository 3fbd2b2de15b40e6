import type { BatcherOptions } from "./batcher-options";
import type { BatcherCounters, Launch } from "./batcher-stats";
import type { Entry } from "./entry";
import { type BatchLimits, chooseBatch, type PassedOver } from "./policy";
import { late } from "./refusals";
import type { WaitingLine } from "./waiting-line";

const NOT_MEASURED: BatchLimits = { cap: Number.POSITIVE_INFINITY, latencyMs: () => 0 };

interface TakenBatch<I, R> {
  readonly batch: readonly Entry<I, R>[];
  readonly launch: Launch;
  readonly isWide: boolean;
  /** For how long what waits is held back, if that is why nothing was taken. */
  readonly holdMs: number | null;
}

/** Takes the next batch for the first free lane out of the line, refusing what would be late on the way. */
export function takeBatch<I, R>(
  line: WaitingLine<I, R>,
  options: Pick<BatcherOptions<I, R>, "limitsOf" | "maxBatch"> & { readonly name: string },
  { freeLanes, passedOver }: { readonly freeLanes: readonly number[]; readonly passedOver: PassedOver },
  counters: BatcherCounters,
): TakenBatch<I, R> {
  const now = performance.now();
  const choice = chooseBatch(line.entries, now, limitsOf(line.entries, options), freeLanes, passedOver);
  const at = (place: number) => line.entries[place]!;
  const tooLate = choice.late.map(at);
  const batch = choice.take.map(at);
  line.remove([...tooLate, ...batch]);
  for (const entry of tooLate) entry.settle({ error: late(options.name, now - entry.submittedAt) });
  const launch = { reason: choice.reason, startedAt: now };
  if (batch.length > 0) counters.launched(batch, launch);
  return { batch, launch, isWide: choice.isWide, holdMs: choice.holdMs };
}

/** The limits of the waiting groups, each read once. */
function limitsOf<I, R>(
  entries: readonly Entry<I, R>[],
  { limitsOf: measured = () => NOT_MEASURED, maxBatch }: Pick<BatcherOptions<I, R>, "limitsOf" | "maxBatch">,
): (group: string) => BatchLimits {
  const limits = new Map<string, BatchLimits>();
  for (const { group, item } of entries) {
    if (limits.has(group)) continue;
    const given = measured(item);
    limits.set(group, { ...given, cap: Math.min(given.cap, maxBatch) });
  }
  return (group) => limits.get(group)!;
}

import type { Ranks } from "./ranks";
import { settle } from "./settle";
import { HIT, MISSING, UNASKED } from "./standing";

/** Hits that are asked about at a time. */
export const ASKED_TOGETHER = 8;

/** Has the scores of positions that are open computed. What was computed is kept, even if the caller has left. */
export async function rescore(ranks: Ranks, positions: Int32Array, signal?: AbortSignal): Promise<void> {
  const rows = await ranks.source.rescore([...positions], signal);
  const { known, outOfBounds } = settle(ranks, positions, rows);
  ranks.rescored += known;
  ranks.outOfBounds += outOfBounds;
  signal?.throwIfAborted();
}

/** Asks whether hits by their scores are accepted. */
export async function ask(
  { source, standing }: Ranks,
  positions: Int32Array,
  signal?: AbortSignal,
): Promise<void> {
  const { flags } = standing;
  await Promise.all(
    [...positions].map(async (position) => {
      const isAccepted = await source.accept!(position, signal);
      if ((flags[position]! & UNASKED) === 0) return;
      if (isAccepted === null) flags[position]! |= MISSING;
      else flags[position] = isAccepted ? HIT : 0;
    }),
  );
  signal?.throwIfAborted();
}

import type { Ranks } from "./ranks";
import { settle } from "./settle";
import { HIT, type MISSING, type PUT_OFF, UNASKED } from "./standing";

/** What becomes of an image that cannot be looked at. */
type Otherwise = typeof PUT_OFF | typeof MISSING;

/** Hits that are asked about at a time. */
export const ASKED_TOGETHER = 8;

/** Has the scores of positions that are open computed. What was computed is kept, even if the caller has left. */
export async function rescore(
  ranks: Ranks,
  positions: Int32Array,
  otherwise: Otherwise,
  signal?: AbortSignal,
): Promise<void> {
  const rows = await ranks.source.rescore([...positions], signal);
  const { known, outOfBounds } = settle(ranks, positions, rows, otherwise);
  ranks.rescored += known;
  ranks.outOfBounds += outOfBounds;
  signal?.throwIfAborted();
}

/** Asks whether hits by their scores are accepted. */
export async function ask(
  { source, standing }: Ranks,
  positions: Int32Array,
  otherwise: Otherwise,
  signal?: AbortSignal,
): Promise<void> {
  const { flags } = standing;
  await Promise.all(
    [...positions].map(async (position) => {
      const isAccepted = await source.accept!(position, signal);
      if ((flags[position]! & UNASKED) === 0) return;
      if (isAccepted === null) flags[position]! |= otherwise;
      else flags[position] = isAccepted ? HIT : 0;
    }),
  );
  signal?.throwIfAborted();
}

import { createBatchSize } from "./batch-size";
import { keysOf } from "./keys-of";
import { ASKED_TOGETHER, ask, rescore } from "./look-at";
import type { Ranking } from "./ranking";
import { lastOfHits, type Ranks } from "./ranks";
import { hasBefore, selectBest } from "./select-best";
import { MISSING, OPEN, PUT_OFF, UNASKED } from "./standing";

/** Hits that are asked about, at most, for each that is wanted: asking costs more than a score. */
const ASKED_PER_HIT = 4;

/** `Ranking.estimate` */
export async function estimateHits(
  ranks: Ranks,
  upTo: number,
  { budget, hasTime = () => false, signal }: Parameters<Ranking["estimate"]>[1],
): Promise<void> {
  const { query, source, standing } = ranks;
  // Where all scores are known, those of an indexed vocabulary, the pages are all that takes time.
  if (!hasBefore(standing, OPEN | UNASKED, null)) return;
  const estimates = keysOf(query, {
    values: source.terms.map(({ estimate }) => estimate),
    unknown: -Number.MAX_VALUE,
    absent: source.absent,
    count: source.count,
  });
  const size = createBatchSize();
  for (let left = budget; left > 0 || hasTime(); ) {
    const { positions } = selectBest({
      ...standing,
      ...{ any: OPEN, none: PUT_OFF | MISSING, before: lastOfHits(ranks, upTo) },
      by: estimates,
      size: left > 0 ? Math.min(size.now(), left) : size.now(),
    });
    if (positions.length === 0) break;
    const begun = performance.now();
    await rescore(ranks, positions, PUT_OFF, signal);
    size.took(performance.now() - begun);
    left -= positions.length;
  }
  for (let asked = 0; source.accept && asked < upTo * ASKED_PER_HIT; asked += ASKED_TOGETHER) {
    const before = lastOfHits(ranks, upTo);
    const { positions } = selectBest({
      ...standing,
      any: UNASKED,
      none: PUT_OFF | MISSING,
      before,
      size: ASKED_TOGETHER,
    });
    if (positions.length === 0) break;
    await ask(ranks, positions, PUT_OFF, signal);
  }
}

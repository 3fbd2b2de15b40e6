import { createBatchSize } from "./batch-size";
import { ASKED_TOGETHER, ask, rescore } from "./look-at";
import type { Ranking } from "./ranking";
import { lastOfHits, type Ranks } from "./ranks";
import { selectBest } from "./select-best";
import { CERTAIN, MISSING, OPEN, UNASKED } from "./standing";

type Options = Parameters<Ranking["prove"]>[1] & { readonly report: () => void };

/** `Ranking.prove`; `report` is called after each step. */
export async function proveHits(ranks: Ranks, upTo: number | "all", options: Options): Promise<void> {
  const { flags } = ranks.standing;
  // What could not be had before may be there now. It comes last: a proof that is given up again and again gets on.
  const missing = flags.reduce<number[]>((positions, flag, position) => {
    if ((flag & MISSING) !== 0) positions.push(position);
    return positions;
  }, []);
  await proveAvailable(ranks, upTo, options);
  if (missing.length === 0) return;
  for (const position of missing) flags[position]! &= ~MISSING;
  await proveAvailable(ranks, upTo, options);
}

async function proveAvailable(
  ranks: Ranks,
  upTo: number | "all",
  { signal, report }: Options,
): Promise<void> {
  const { flags } = ranks.standing;
  const size = createBatchSize();
  for (;;) {
    signal?.throwIfAborted();
    const { positions, total } = nextToProve(ranks, upTo, size.now());
    ranks.left = total;
    if (positions.length === 0) return;
    const isOpen = (position: number) => (flags[position]! & OPEN) !== 0;
    const firstOpen = positions.findIndex(isOpen);
    if (firstOpen === 0) {
      const begun = performance.now();
      await rescore(ranks, positions.filter(isOpen), MISSING, signal);
      size.took(performance.now() - begun);
    } else {
      // Nothing that is open can be before these.
      const unasked = firstOpen < 0 ? positions : positions.subarray(0, firstOpen);
      await ask(ranks, unasked.subarray(0, ASKED_TOGETHER), MISSING, signal);
    }
    report();
  }
}

/** The next to look at, best bounds first: for the first hits, then for their count where something is counted. */
function nextToProve(
  ranks: Ranks,
  upTo: number | "all",
  size: number,
): { positions: Int32Array; total: number } {
  const { query, standing } = ranks;
  const any = OPEN | UNASKED;
  const before = upTo === "all" ? null : lastOfHits(ranks, upTo);
  const forHits = selectBest({ ...standing, any, none: MISSING, before, size });
  const isCounted = query.cut !== null || query.excluded.length > 0;
  if (forHits.total > 0 || !isCounted) return forHits;
  return selectBest({ ...standing, any, none: MISSING | CERTAIN, size });
}

import { searchAgain } from "../search-again";
import type { Hit, Place, RankedPage } from "./ranking";
import type { Ranks } from "./ranks";
import type { Reading } from "./readings";
import { hasBefore, type Ranked, selectBest } from "./select-best";
import { HIT, MISSING, OPEN, UNASKED } from "./standing";

/** The page behind a place: what this reader was served there already, then the best of what he was not. */
export function readPage(
  { standing, scores, readings, outOfBounds }: Ranks,
  after: Place | null,
  first: number,
): RankedPage {
  const { flags, keys } = standing;
  if (after && after.served > flags.length) throw searchAgain("The place is behind all that there is.");
  const isHit = (position: number) => (flags[position]! & HIT) !== 0; // not deleted since it was served
  const isProvenTo = (last: Ranked | null) => outOfBounds === 0 && !hasBefore(standing, OPEN | UNASKED, last);
  const rankedAt = (position: number): Ranked => ({ key: keys[position]!, position });

  const { reading, read } = readings.find(after);
  const { from, before, served } = reading;
  const { positions: best, total } = selectBest({
    ...standing,
    any: HIT,
    after: from,
    size: served.length + first,
  });
  const end = serve(reading, read, { best, first, isHit });
  const page = served.slice(read, end).filter(isHit);
  const all = served.slice(0, end).filter(isHit); // and what was served before it

  const begin = all.length - page.length;
  const isInPlace = page.every((position, index) => best[begin + index] === position);
  const isExact = isInPlace && isProvenTo(page.length === first && first > 0 ? rankedAt(page.at(-1)!) : null);

  const ofAll = new Set(all);
  const worst = page.length > 0 ? rankedAt(best[all.length - 1]!) : null;
  const isWhole = worst !== null && best.subarray(0, all.length).every((position) => ofAll.has(position));
  const isProvenWhole = isWhole && isProvenTo(worst);
  const isInOrder = isProvenWhole && all.every((position, index) => best[index] === position);
  const number = isInOrder || page.length === 0 ? null : readings.remember(reading);

  const hits = page.map((position, index): Hit => {
    const rank = before + served.indexOf(position, read) + 1;
    // When all that was served is proven to be the best, in whatever order, the rest is what is behind the last of it.
    const isEnd = isProvenWhole && index === page.length - 1;
    const place = isEnd
      ? { ...worst!, served: rank, reading: null }
      : { ...rankedAt(position), served: rank, reading: number };
    return { position, rank, key: keys[position]!, scores: scores.of(position), place };
  });
  return { hits, isExact, hasMore: total > all.length || hasAvailable(flags) };
}

/** Serves up to `first` hits more than were read, if that many are known, and gives where they end. */
function serve(
  { served }: Reading,
  read: number,
  known: { best: Int32Array; first: number; isHit: (position: number) => boolean },
): number {
  let hits = 0;
  let end = read;
  for (; end < served.length && hits < known.first; end++) if (known.isHit(served[end]!)) hits++;
  const old = new Set(served);
  for (const position of known.best) {
    if (hits === known.first) break;
    if (old.has(position)) continue;
    served.push(position);
    end = served.length;
    hits++;
  }
  return end;
}

/** Whether anything may prove to be a hit as soon as it is looked at. */
function hasAvailable(flags: Uint8Array): boolean {
  for (let position = 0; position < flags.length; position++) {
    const flag = flags[position]!;
    if ((flag & (OPEN | UNASKED)) !== 0 && (flag & MISSING) === 0) return true;
  }
  return false;
}

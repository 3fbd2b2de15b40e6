import type { RandomStream } from "../../../src/datasets/scenes/random";
import { createRanking } from "../../../src/search/ranking/create-ranking";
import type { Place, RankedPage, Ranking } from "../../../src/search/ranking/ranking";
import type { RandomIndex } from "./random-index";
import { type TrueHit, trueHits } from "./true-ranking";

interface Reader {
  after: Place | null;
  readonly served: number[];
  isAtEnd: boolean;
}

/**
 * Does what searches do with a ranking, in a random order, and throws at the first difference from what scoring every image
 * gives: pages, whether they are exact, counts, proofs, readers who turn pages meanwhile, images deleted meanwhile, and
 * images whose scores cannot be had for a while.
 */
export async function followRanking(index: RandomIndex, random: RandomStream): Promise<void> {
  const terms = index.query.terms;
  const deleted = new Set<number>();
  const lostShare = random.pick([0, 0, 0.2]);
  const lost = new Set([...index.scores.keys()].filter(() => random.chance(lostShare)));
  const all = trueHits(index);
  const deleteImages = (positions: readonly number[]) => {
    // The best hit stays: if a bound of it is wrong, that has to show.
    const gone = positions.filter((position) => position !== all[0]?.position);
    for (const position of gone) deleted.add(position);
    ranking.drop(gone);
  };
  const ranking: Ranking = createRanking(index.query, {
    count: index.scores.length,
    terms: index.bounds,
    allowed: index.allowed.every(Boolean) ? null : Uint8Array.from(index.allowed, Number),
    absent: Array.from({ length: terms }, (_, term) => {
      const positions = index.absent.flatMap((of, position) => (of.has(term) ? [position] : []));
      return positions.length > 0 ? new Set(positions) : null;
    }),
    async rescore(positions) {
      if (random.chance(0.1)) deleteImages([positions[0]!]); // while it is scored
      const lostRow = new Array<number>(terms).fill(NaN);
      return Float32Array.from(positions.flatMap((p) => (lost.has(p) ? lostRow : index.scores[p]!)));
    },
    ...(index.hasAccept && {
      async accept(position: number) {
        if (random.chance(0.1)) deleteImages([position]); // while it is asked about
        return lost.has(position) ? null : index.accepted[position]!;
      },
    }),
  });
  const alive = () => all.filter(({ position }) => !deleted.has(position));
  const readers: Reader[] = [];

  for (let step = 0; step < 12; step++) {
    const upTo = Math.floor(random.between(1, 30));
    const act = random.pick(["read", "read", "read", "estimate", "prove", "drop", "find"] as const);
    if (act === "estimate") await ranking.estimate(upTo, { budget: Math.floor(random.between(1, 20)) });
    if (act === "prove") {
      await ranking.prove(upTo, {});
      if (lost.size === 0) expectProven(ranking, alive(), upTo, index.query);
    }
    if (act === "find") for (const position of lost) if (random.chance(0.5)) lost.delete(position);
    if (act === "drop") deleteImages([...index.scores.keys()].filter(() => random.chance(0.05)));
    if (act === "read") {
      if (readers.length === 0 || random.chance(0.3))
        readers.push({ after: null, served: [], isAtEnd: false });
      turnPage(ranking, random.pick(readers), Math.floor(random.between(1, 8)), {
        all,
        alive: alive(),
        isSettled: false,
      });
    }
    expectCount(ranking, alive().length);
  }

  lost.clear();
  await ranking.prove("all", {});
  expectProven(ranking, alive(), all.length + 1, index.query);
  for (const reader of readers) {
    // What could not be had may follow what was the end.
    do turnPage(ranking, reader, 7, { all, alive: alive(), isSettled: true });
    while (!reader.isAtEnd);
    const missed = alive().filter(({ position }) => !reader.served.includes(position));
    expectEqual("what a reader was not served by the end", missed, []);
  }
}

interface Truth {
  readonly all: readonly TrueHit[];
  readonly alive: readonly TrueHit[];
  /** Whether nothing is left to be known. */
  readonly isSettled: boolean;
}

function turnPage(ranking: Ranking, reader: Reader, first: number, { all, alive, isSettled }: Truth): void {
  const page = ranking.page(reader.after, first);
  expectEqual("a page asked for again", ranking.page(reader.after, first), page);
  const isAlive = new Set(alive.map(({ position }) => position));
  const before = reader.served.filter((position) => isAlive.has(position)).length;
  for (const { position, key, rank, place } of page.hits) {
    if (!isAlive.has(position)) throw new Error(`Position ${position} was served and is no hit.`);
    if (reader.served.includes(position)) throw new Error(`Position ${position} was served twice.`);
    reader.served.push(position);
    expectEqual("a key", key, alive.find((hit) => hit.position === position)!.key);
    if (!(rank > (reader.after?.served ?? 0)))
      throw new Error(`Rank ${rank} came after ${reader.after?.served}.`);
    if (alive.length === all.length) expectEqual("a rank", rank, reader.served.length);
    reader.after = place;
  }
  reader.isAtEnd = !page.hasMore;
  for (const [index, hit] of page.hits.slice(0, -1).entries()) {
    const rest = ranking.page(hit.place, page.hits.length - 1 - index);
    expectEqual("what follows a hit", summary(rest), summary(page).slice(index + 1));
  }
  if (page.isExact) expectEqual("an exact page", summary(page), alive.slice(before, before + first));
  const follow = alive.length - before - page.hits.length;
  if (isSettled) expectEqual("whether more follow", page.hasMore, follow > 0);
}

function expectProven(
  ranking: Ranking,
  alive: readonly TrueHit[],
  upTo: number,
  query: RandomIndex["query"],
): void {
  const page = ranking.page(null, upTo);
  expectEqual("whether a proven page is exact", page.isExact, true);
  expectEqual("a proven page", summary(page), alive.slice(0, upTo));
  if (query.cut === null && query.excluded.length === 0) return;
  expectEqual("a proven count", ranking.count(), {
    found: alive.length,
    atMost: alive.length,
    isExact: true,
  });
}

function expectCount(ranking: Ranking, truth: number): void {
  const { found, atMost, isExact } = ranking.count();
  if (found <= truth && truth <= atMost && isExact === (found === atMost)) return;
  throw new Error(`Expected ${truth} hits, got ${found} to ${atMost}.`);
}

const summary = ({ hits }: RankedPage): TrueHit[] => hits.map(({ position, key }) => ({ position, key }));

function expectEqual(what: string, got: unknown, expected: unknown): void {
  const [a, b] = [got, expected].map((value) => JSON.stringify(value, infinities));
  if (a !== b) throw new Error(`Expected ${what} to be ${b}, got ${a}.`);
}

const infinities = (_: string, value: unknown) => (typeof value === "number" ? String(value) : value);

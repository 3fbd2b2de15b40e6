import { createRanking } from "../../../src/search/ranking/create-ranking";
import type { RankedQuery } from "../../../src/search/ranking/ranked-query";
import type { RankingSource } from "../../../src/search/ranking/ranking";

const oneTerm: RankedQuery = {
  terms: 1,
  rank: { kind: "term", term: 0 },
  cut: null,
  excluded: [],
  excludedFrom: 0.5,
  lines: [{ slope: 1, offset: 0 }],
};

/** Scores with bounds so far around them. */
function sourceOf(scores: readonly number[], slack: number, changes: Partial<RankingSource> = {}) {
  const exact = Float32Array.from(scores);
  const asked: number[] = [];
  const source: RankingSource = {
    count: scores.length,
    terms: [
      {
        upper: exact.map((score) => score + slack),
        lower: exact.map((score) => score - slack),
        estimate: exact,
      },
    ],
    allowed: null,
    absent: [null],
    async rescore(positions) {
      asked.push(...positions);
      return Float32Array.from(positions, (position) => exact[position]!);
    },
    ...changes,
  };
  return { source, asked };
}

const falling = Array.from({ length: 1000 }, (_, position) => -position);
const positionsOf = ({ hits }: { hits: readonly { position: number }[] }) =>
  hits.map(({ position }) => position);

describe("createRanking", () => {
  it("serves known scores in order, of equal ones the lower position first, and computes none", async () => {
    const { source, asked } = sourceOf([1, 3, 2, 3, -1], 0);
    const ranking = createRanking(oneTerm, source);
    await ranking.prove("all", {});

    const page = ranking.page(null, 4);
    expect(page.hits.map(({ position, rank, key, scores }) => [position, rank, key, [...scores]])).toEqual([
      [1, 1, 3, [3]],
      [3, 2, 3, [3]],
      [2, 3, 2, [2]],
      [0, 4, 1, [1]],
    ]);
    expect(page).toMatchObject({ isExact: true, hasMore: true });
    expect(positionsOf(ranking.page(page.hits[3]!.place, 4))).toEqual([4]);
    expect(asked).toEqual([]);
  });

  it("computes no score of an image whose bound is below the page, however low it may be", async () => {
    const { source, asked } = sourceOf(falling, 100);
    const [bounds] = source.terms;
    const terms = [{ ...bounds!, lower: new Float32Array(1000).fill(-Infinity) }];
    const ranking = createRanking(oneTerm, { ...source, terms });
    await ranking.prove(10, {});

    expect(positionsOf(ranking.page(null, 10))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    // The tenth score is -9: bounds reach it down to position 209. Scores are computed in batches of up to 256.
    expect(asked.length).toBeLessThan(64 + 128 + 256);
    expect(Math.min(...asked)).toBe(0);
  });

  it("estimates with no more scores than it may compute, the best estimates first", async () => {
    const { source, asked } = sourceOf(falling, 2000);
    // Bounds as far as they may be, which say nothing.
    const upper = new Float32Array(1000).fill(Infinity);
    const ranking = createRanking(oneTerm, { ...source, terms: [{ ...source.terms[0]!, upper }] });
    await ranking.estimate(10, { budget: 100 });

    expect(asked.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, position) => position));
    expect(ranking.page(null, 10)).toMatchObject({ isExact: false, hasMore: true });
    expect(ranking.progress()).toMatchObject({ rescored: 100, outOfBounds: 0 });
  });

  it("estimates with more than that while there is time", async () => {
    const { source, asked } = sourceOf(falling, 500);
    let looks = 1;
    await createRanking(oneTerm, source).estimate(10, { budget: 100, hasTime: () => looks-- > 0 });

    expect(asked.length).toBeGreaterThan(100);
    expect(asked.length).toBeLessThan(510); // as many as a proof takes
  });

  it("estimates with fewer where they prove the first hits", async () => {
    const { source, asked } = sourceOf(falling, 1);
    await createRanking(oneTerm, source).estimate(10, { budget: 1000 });

    expect(asked.length).toBe(64);
  });

  it("counts by bounds what is above the cut, and computes only what is between them", async () => {
    const scores = [5, 4, 0.5, -0.5, -4, -5];
    const { source, asked } = sourceOf(scores, 1);
    const ranking = createRanking({ ...oneTerm, cut: 0.5 }, source);

    expect(ranking.count()).toEqual({ found: 2, atMost: 4, isExact: false });
    await ranking.prove(0, {});
    expect(ranking.count()).toEqual({ found: 3, atMost: 3, isExact: true });
    expect(asked.sort()).toEqual([2, 3]);
  });

  it("counts what is surely without an excluded term, unless a person said that it is absent", async () => {
    const { source, asked } = sourceOf([5, 2, 0.5, -2, -5], 1);
    const first = source.terms[0]!;
    const everywhere = {
      upper: new Float32Array(5),
      lower: new Float32Array(5),
      estimate: new Float32Array(5),
    };
    const query: RankedQuery = {
      ...{ terms: 2, rank: { kind: "term", term: 1 }, cut: null, excluded: [0], excludedFrom: 0.5 },
      lines: [{ slope: 1, offset: 0 }, null],
    };
    const ranking = createRanking(query, {
      ...source,
      terms: [first, everywhere],
      absent: [new Set([1]), null],
    });

    expect(ranking.count()).toEqual({ found: 3, atMost: 4, isExact: false });
    expect(asked).toEqual([]);
  });

  it("has no image whose scores cannot be had, calls nothing exact that it might change, and asks for it again", async () => {
    const lost = new Set([0]);
    const asked: number[][] = [];
    const { source } = sourceOf([9, 3, 2, 1], 100, {
      async rescore(positions) {
        asked.push([...positions]);
        return Float32Array.from(positions, (position) => (lost.has(position) ? NaN : 4 - position));
      },
    });
    const ranking = createRanking(oneTerm, source);
    await ranking.estimate(2, { budget: 1 });
    await ranking.estimate(2, { budget: 1 });
    expect(asked).toEqual([[0], [1]]);
    expect(positionsOf(ranking.page(null, 3))).toEqual([1]);
    expect(ranking.page(null, 3)).toMatchObject({ isExact: false, hasMore: true });

    await ranking.prove(1, {});
    await ranking.prove("all", {});
    expect(asked.slice(2)).toEqual([[0, 2, 3], [0]]);
    expect(positionsOf(ranking.page(null, 3))).toEqual([1, 2, 3]);
    expect(ranking.page(null, 3)).toMatchObject({ isExact: false, hasMore: false });

    lost.clear();
    await ranking.prove("all", {});
    expect(positionsOf(ranking.page(null, 4))).toEqual([0, 1, 2, 3]);
    expect(ranking.page(null, 4)).toMatchObject({ isExact: true, hasMore: false });
  });

  it("leaves out images that were deleted meanwhile, and goes on behind them", async () => {
    const { source } = sourceOf([5, 4, 3, 2, 1], 0);
    const ranking = createRanking(oneTerm, source);
    const first = ranking.page(null, 2);
    ranking.drop([0, 1, 2]);

    expect(positionsOf(ranking.page(first.hits[1]!.place, 2))).toEqual([3, 4]);
    expect(positionsOf(ranking.page(null, 2))).toEqual([3, 4]);
    expect(ranking.count()).toEqual({ found: 2, atMost: 2, isExact: true });
  });

  it("calls nothing exact once a score is beyond its bounds", async () => {
    const { source } = sourceOf([1, 2, 3], 1, { rescore: async () => Float32Array.of(9, 9, 9) });
    const ranking = createRanking(oneTerm, source);
    await ranking.prove("all", {});

    expect(ranking.page(null, 3).isExact).toBe(false);
    expect(ranking.count().isExact).toBe(false);
    expect(ranking.progress()).toEqual({ rescored: 3, of: 3, outOfBounds: 3 });
  });

  it("asks of the best hits alone whether they are accepted", async () => {
    const asked: number[] = [];
    const { source } = sourceOf(falling, 0, {
      async accept(position) {
        asked.push(position);
        return position % 2 === 1;
      },
    });
    const ranking = createRanking(oneTerm, source);
    await ranking.estimate(3, { budget: 100 });

    expect(positionsOf(ranking.page(null, 3))).toEqual([1, 3, 5]);
    expect(Math.max(...asked)).toBeLessThan(8);
  });

  it("gives up when its caller leaves", async () => {
    const { source, asked } = sourceOf(falling, 2000);
    const leaving = new AbortController();
    const proof = createRanking(oneTerm, source).prove("all", {
      signal: leaving.signal,
      onProgress: () => leaving.abort(),
    });

    await expect(proof).rejects.toThrow("aborted");
    expect(asked).toHaveLength(64);
  });

  it("keeps scores that were computed when its caller had left", async () => {
    const leaving = new AbortController();
    const { source } = sourceOf(falling, 2000, {
      async rescore(positions) {
        leaving.abort();
        return Float32Array.from(positions, (position) => -position);
      },
    });
    const ranking = createRanking(oneTerm, source);

    await expect(ranking.prove("all", { signal: leaving.signal })).rejects.toThrow("aborted");
    expect(ranking.progress().rescored).toBe(64);
  });

  it("counts in its memory what it keeps of a filter and of corrections", () => {
    const bytes = (changes: Partial<RankingSource>) =>
      createRanking(oneTerm, sourceOf(falling, 1, changes).source).bytes();
    const absent = [new Set(falling.keys())];
    expect(bytes({ allowed: new Uint8Array(1000) })).toBe(bytes({}) + 1000);
    expect(bytes({ absent })).toBeGreaterThanOrEqual(bytes({}) + 8 * 1000);
  });

  it("refuses a place of another ranking, and says what to do", async () => {
    const { source } = sourceOf(falling, 2000);
    const ranking = createRanking(oneTerm, source);
    const place = { key: 1, position: 7, served: 1, reading: 12 };
    expect(() => ranking.page(place, 3)).toThrow("Search again without `after`.");
  });

  it("refuses a place that it did not give", async () => {
    const { source } = sourceOf(falling, 2000);
    const ranking = createRanking(oneTerm, source);
    await ranking.estimate(3, { budget: 10 });
    const { place } = ranking.page(null, 3).hits[1]!;

    expect(() => ranking.page({ ...place, position: 7 }, 3)).toThrow("Search again without `after`.");
    const behind = { ...place, served: 1001, reading: null };
    expect(() => ranking.page(behind, 3)).toThrow("Search again without `after`.");
    expect(positionsOf(ranking.page(place, 3))).toEqual([2, 3, 4]);
  });

  it.each([
    ["a term that it does not have", { rank: { kind: "term", term: 1 } as const }, "has no term 1"],
    ["nothing to combine", { rank: { kind: "all", of: [] } as const }, '"all" needs one term'],
    ["a cut without probabilities", { cut: 0.5, lines: [null] }, "Term 0 has no probabilities"],
    ["an exclusion without probabilities", { excluded: [0], lines: [null] }, "Term 0 has no probabilities"],
    ["a probability that falls with the score", { lines: [{ slope: -1, offset: 0 }] }, "slope above 0"],
    ["a cut that is no probability", { cut: 1.5 }, "from 0 to 1; got 1.5"],
  ])("refuses %s", (_, change, message) => {
    expect(() => createRanking({ ...oneTerm, ...change }, sourceOf([1], 0).source)).toThrow(message);
  });
});

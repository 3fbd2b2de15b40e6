import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { type RandomStream, randomStream } from "../../src/datasets/scenes/random";
import { createRanking } from "../../src/search/ranking/create-ranking";
import type { RankedQuery } from "../../src/search/ranking/ranked-query";
import { followRanking } from "../../test/helpers/search/follow-ranking";
import { type RandomIndex, randomIndex } from "../../test/helpers/search/random-index";
import { trueHits } from "../../test/helpers/search/true-ranking";
import { type Benchmark, targeted } from "../runner/benchmark";
import { progress } from "../runner/progress";
import { makeRealSizedIndex, type RealSizedIndex } from "./real-sized-index";

const SEED = 14;
const IMAGES = 20_000;
const QUERIES = 200;
const PAGE = 100;
/** Shares of the images that a filter lets through: of few, all that searches do is done; of all, a page is proven. */
const FILTERS = [1, 1, 0.03, 0.01];

/** Whether searches of sketched images of real sizes give what scoring every image gives. Fails with the query's number. */
export const searchExactness: Benchmark = {
  name: "search-exactness",
  about: `${QUERIES} random queries over ${IMAGES} made images of 196 regions of 512 numbers, held to the scores of all; and with a wrong bound each`,
  async run(place) {
    const { directory: of } = await place.stored("tiny");
    const directory = await mkdtemp(path.join(of, "exactness-"));
    try {
      const real = await makeRealSizedIndex(directory, IMAGES, { seed: SEED, spectrum: "flat" });
      let [right, wrong, found] = [0, 0, 0];
      for (let number = 0; number < QUERIES; number++) {
        if (number % 20 === 0) progress(`query ${number} of ${QUERIES}`);
        const index = queryOver(real, randomStream(SEED, number));
        await check(index, randomStream(SEED, number, 1)).catch((error: Error) => {
          throw new Error(`Query ${number}: ${error.message}`, { cause: error });
        });
        right++;
        const spoiled = withWrongBound(index);
        if (spoiled === null) continue;
        wrong++;
        found += await checkFirstPage(spoiled).then(
          () => 0,
          () => 1,
        );
      }
      return [
        targeted("queries as scoring every image answers them", right, "", [">=", QUERIES]),
        targeted("wrong bounds that were noticed, of all", found / wrong, "", [">=", 1]),
        { name: "wrong bounds", value: wrong, unit: "" },
      ];
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  },
};

/** A random query of some words, whose probabilities lie about a score that some images have. */
function queryOver(real: RealSizedIndex, random: RandomStream): RandomIndex {
  const { query } = randomIndex(random);
  const words = Array.from({ length: query.terms }, () => Math.floor(random.unit() * real.scores.length));
  const sorted = words.map((word) => real.scores[word]!.toSorted());
  const lines = query.lines.map((line, term) => {
    const middle = sorted[term]![Math.floor(IMAGES * (1 - random.between(0, 0.1) ** 2)) - 1]!;
    return line && { slope: line.slope, offset: line.offset - line.slope * middle };
  });
  const share = random.pick(FILTERS);
  const positions = Array.from({ length: IMAGES }, (_, position) => position);
  const isCorrected = random.chance(0.5);
  return {
    query: { ...query, lines },
    scores: positions.map((position) => words.map((word) => real.scores[word]![position]!)),
    bounds: words.map((word) => real.bounds[word]!),
    allowed: positions.map(() => random.unit() < share),
    absent: positions.map(
      () => new Set(isCorrected && random.chance(0.01) ? [Math.floor(random.unit() * words.length)] : []),
    ),
    ...{ hasAccept: false, accepted: positions.map(() => true) },
  };
}

async function check(index: RandomIndex, random: RandomStream): Promise<void> {
  if (index.allowed.every(Boolean)) await checkFirstPage(index);
  else await followRanking(index, random);
}

/** A first page and, with a cut, the count, as soon as they are proven: most images are not scored for it. */
async function checkFirstPage(index: RandomIndex): Promise<void> {
  const { scores, bounds, query } = index;
  const ranking = createRanking(query, {
    ...{
      count: IMAGES,
      terms: bounds,
      allowed: Uint8Array.from(index.allowed, Number),
      absent: absentOf(index),
    },
    rescore: async (positions) => Float32Array.from(positions.flatMap((position) => scores[position]!)),
  });
  await ranking.prove(PAGE, {});
  const { hits, isExact } = ranking.page(null, PAGE);
  const expected = trueHits(index);
  const isRight = hits.every(
    ({ position, key }, i) => position === expected[i]?.position && key === expected[i].key,
  );
  if (!isExact || !isRight || hits.length !== Math.min(PAGE, expected.length))
    throw new Error("Expected the proven page to be the true one.");
  const { found } = ranking.count();
  if (hasEnd(query) && found !== expected.length)
    throw new Error(`Expected ${expected.length} hits, got ${found}.`);
}

const hasEnd = ({ cut, excluded }: RankedQuery) => cut !== null || excluded.length > 0;

function absentOf({ absent, query }: RandomIndex): Set<number>[] {
  return Array.from(
    { length: query.terms },
    (_, term) => new Set(absent.flatMap((of, position) => (of.has(term) ? [position] : []))),
  );
}

/** The same with bounds of one of the first hits that are all too low; null where there is no hit. */
function withWrongBound(index: RandomIndex): RandomIndex | null {
  const hit = trueHits(index)[0];
  if (!hit) return null;
  const bounds = index.bounds.map(({ upper, lower, estimate }) => {
    const wrong = { upper: upper.slice(), lower: lower.slice(), estimate };
    wrong.upper[hit.position] = -1e3;
    wrong.lower[hit.position] = -1e3 - 1;
    return wrong;
  });
  return { ...index, bounds };
}

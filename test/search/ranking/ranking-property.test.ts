import { randomStream } from "../../../src/datasets/scenes/random";
import { followRanking } from "../../helpers/search/follow-ranking";
import { type RandomIndex, randomIndex } from "../../helpers/search/random-index";
import { trueHits } from "../../helpers/search/true-ranking";

/** Enough for every kind of query to meet every kind of index. */
const INDEXES = 2000;

const indexOf = (seed: number) => randomIndex(randomStream(seed, 1));
const follow = (index: RandomIndex, seed: number) => followRanking(index, randomStream(seed, 2));

describe("a ranking", () => {
  it("is what scoring every image gives, whatever is asked, deleted or cannot be had meanwhile", async () => {
    for (let seed = 0; seed < INDEXES; seed++) {
      await follow(indexOf(seed), seed).catch((error: Error) => {
        throw new Error(`Index ${seed}: ${error.message}`, { cause: error });
      });
    }
  });

  it("is not, wherever an upper bound is below the truth", async () => {
    let wrong = 0;
    for (let seed = 0; seed < 400; seed++) {
      const index = withWrongBound(indexOf(seed));
      if (index === null) continue;
      wrong++;
      await expect(follow(index, seed)).rejects.toThrow("Expected");
    }
    expect(wrong).toBeGreaterThan(40);
  });
});

/** The same with upper bounds of the best hit below all scores; null if there is none, or its scores are known. */
function withWrongBound(index: RandomIndex): RandomIndex | null {
  const { bounds, hasAccept } = index;
  const isOpen = (position: number) =>
    bounds.every(({ upper, lower }) => upper[position] !== lower[position]);
  const [hit] = trueHits(index);
  if (!hit || !isOpen(hit.position) || hasAccept) return null;
  const lowered = bounds.map(({ upper, lower, estimate }) => {
    const wrong = { upper: upper.slice(), lower: lower.slice(), estimate };
    wrong.upper[hit.position] = -100;
    wrong.lower[hit.position] = -101;
    return wrong;
  });
  return { ...index, bounds: lowered };
}

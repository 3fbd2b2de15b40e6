import { randomStream } from "../../../src/datasets/scenes/random";
import { selectBest } from "../../../src/search/ranking/select-best";

describe("selectBest", () => {
  it("is the beginning of a full sort, for any size, limits and ties", () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = randomStream(seed);
      const count = Math.floor(random.between(0, 100));
      const draw = () => Math.floor(random.between(0, random.pick([3, 1000])));
      const keys = Float64Array.from({ length: count }, draw);
      const flags = Uint8Array.from({ length: count }, () => random.pick([0, 1, 2, 3]));
      const [after, before] = [
        { key: draw(), position: draw() % 100 },
        { key: draw(), position: draw() % 100 },
      ];
      const size = Math.floor(random.between(0, 120));
      const isBefore = (a: typeof after, b: typeof after) =>
        a.key > b.key || (a.key === b.key && a.position < b.position);
      const all = [...keys]
        .map((key, position) => ({ key, position }))
        .filter((of) => (flags[of.position]! & 1) !== 0 && (flags[of.position]! & 2) === 0)
        .filter((of) => isBefore(after, of) && isBefore(of, before))
        .sort((a, b) => (isBefore(a, b) ? -1 : 1));

      const { positions, total } = selectBest({ flags, keys, any: 1, none: 2, after, before, size });
      expect([...positions]).toEqual(all.slice(0, size).map(({ position }) => position));
      expect(total).toBe(all.length);
    }
  });
});

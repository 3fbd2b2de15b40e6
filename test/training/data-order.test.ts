import { independentDraws, permutations } from "../../src/training/data-order";

const sorted = (images: readonly number[]) => [...images].sort((a, b) => a - b);

describe.each([
  ["independent draws", independentDraws],
  ["permutations", permutations],
])("%s", (_, order) => {
  it("are the same for the same seed and step, whatever was drawn before", () => {
    order(1, 3, 100, 10);
    expect(order(1, 7, 100, 10)).toEqual(order(1, 7, 100, 10));
  });

  it("differ between seeds and between steps", () => {
    expect(order(1, 7, 100, 10)).not.toEqual(order(2, 7, 100, 10));
    expect(order(1, 7, 100, 10)).not.toEqual(order(1, 8, 100, 10));
  });

  it("name existing images", () => {
    const drawn = Array.from({ length: 50 }, (_unused, step) => order(1, step, 37, 10)).flat();
    expect(Math.min(...drawn)).toBe(0);
    expect(Math.max(...drawn)).toBe(36);
  });
});

describe("independent draws", () => {
  it("repeat no image within a batch", () => {
    for (let step = 0; step < 20; step++) expect(new Set(independentDraws(5, step, 12, 10)).size).toBe(10);
  });

  it("show every image equally often in the long run", () => {
    const counts = new Uint32Array(10);
    for (let step = 0; step < 10_000; step++)
      for (const image of independentDraws(1, step, 10, 3)) counts[image]!++;
    // 3,000 expected; five standard deviations are 230
    for (const count of counts) expect(Math.abs(count - 3_000)).toBeLessThan(230);
  });
});

describe("permutations", () => {
  it("show every image once before any comes again, across batches", () => {
    const stream = Array.from({ length: 4 }, (_, step) => permutations(9, step, 20, 15)).flat(); // 60
    for (const round of [0, 1, 2])
      expect(sorted(stream.slice(20 * round, 20 * (round + 1)))).toEqual(
        Array.from({ length: 20 }, (_, i) => i),
      );
    expect(stream.slice(0, 20)).not.toEqual(stream.slice(20, 40));
  });
});

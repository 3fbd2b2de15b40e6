import { rowsFor } from "../../../src/inference/sessions/rows-for";

const on = (provider: "cpu" | "cuda", maxBatch: number) => ({ runtime: { provider, threads: 1 }, maxBatch });

describe("the rows that a batch is computed with", () => {
  it("are on the CPU its images, and two for a single one", () => {
    expect([1, 2, 3, 9].map((count) => rowsFor(on("cpu", 8), count))).toEqual([2, 2, 3, 9]);
  });

  it("are on a GPU a power of two, at most the largest batch", () => {
    expect([1, 2, 3, 9, 20].map((count) => rowsFor(on("cuda", 24), count))).toEqual([1, 2, 4, 16, 24]);
  });

  it("are the images of a batch that another host, with a larger GPU, has chosen", () => {
    expect(rowsFor(on("cuda", 8), 20)).toBe(20);
  });
});

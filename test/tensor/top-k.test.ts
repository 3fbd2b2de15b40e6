import { topK } from "../../src/tensor/top-k";

describe("topK", () => {
  it("gives the positions of the largest scores, best first", () => {
    expect(topK(Float32Array.of(0.5, -1, 7, 3, 2), 3)).toEqual([2, 3, 4]);
  });

  it("puts the lower position first among equal scores, and keeps it where only one fits", () => {
    expect(topK(Float32Array.of(1, 2, 2, 1, 2), 4)).toEqual([1, 2, 4, 0]);
    expect(topK(Float32Array.of(5, 5, 5), 1)).toEqual([0]);
  });

  it("ranks NaN after every number, minus infinity included", () => {
    expect(topK(Float32Array.of(Number.NaN, Number.NEGATIVE_INFINITY, Number.NaN, 1), 4)).toEqual([
      3, 1, 0, 2,
    ]);
  });

  it("gives all positions if there are fewer than k, and none for a k of 0", () => {
    expect(topK(Float32Array.of(1, 3), 5)).toEqual([1, 0]);
    expect(topK(Float32Array.of(1, 3), 0)).toEqual([]);
  });
});

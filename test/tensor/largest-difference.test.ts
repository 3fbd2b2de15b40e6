import { largestDifference } from "../../src/tensor/largest-difference";

describe("largestDifference", () => {
  it("finds where two arrays differ most, the first of equals", () => {
    expect(largestDifference([1, 2, 3, 4], [1, 4, 3, 2])).toEqual({
      value: 2,
      index: 1,
      found: 2,
      expected: 4,
    });
  });

  it("is zero for equal arrays, their infinities and NaN included", () => {
    const values = [0, -1.5, Number.NaN, Number.POSITIVE_INFINITY];
    expect(largestDifference(values, values).value).toBe(0);
  });

  it.each([
    [1, Number.NaN],
    [Number.NaN, 1],
    [1, Number.POSITIVE_INFINITY],
    [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  ])("is infinite between %d and %d, whatever the tolerance", (found, expected) => {
    expect(largestDifference([0, found], [0, expected])).toMatchObject({
      value: Number.POSITIVE_INFINITY,
      index: 1,
    });
  });

  it("treats 0 and -0 as equal", () => expect(largestDifference([0], [-0]).value).toBe(0));

  it("refuses arrays of different lengths, and empty ones, which would check nothing", () => {
    for (const [found, expected] of [
      [[1], [1, 2]],
      [[1, 2], [1]],
      [[], []],
    ] as number[][][]) {
      expect(() => largestDifference(found!, expected!)).toThrow(RangeError);
    }
  });
});

import { averagePrecision } from "../../src/evaluation/average-precision";

describe("average precision", () => {
  it("is the precision at each positive, averaged over the positives", () => {
    // Positives at ranks 1, 3 and 6: (1/1 + 2/3 + 3/6) / 3.
    expect(averagePrecision([9, 8, 7, 6, 5, 4], [1, 0, 1, 0, 0, 1])).toBeCloseTo((1 + 2 / 3 + 1 / 2) / 3, 12);
  });

  it("does not depend on the order of the images", () => {
    expect(averagePrecision([4, 7, 9, 5, 8, 6], [1, 1, 1, 0, 0, 0])).toBeCloseTo((1 + 2 / 3 + 1 / 2) / 3, 12);
  });

  // The example of scikit-learn's documentation of average_precision_score: 0.83.
  it("agrees with scikit-learn's own example", () => {
    expect(averagePrecision([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBeCloseTo(0.8333, 4);
  });

  it("takes equal scores as one threshold: two of four are right there, whichever comes first", () => {
    expect(averagePrecision([1, 1, 1, 1], [1, 1, 0, 0])).toBe(0.5);
    expect(averagePrecision([1, 1, 1, 1], [0, 0, 1, 1])).toBe(0.5);
    // Above them a positive: (1/1 + 2 * 3/5) / 3.
    expect(averagePrecision([1, 1, 2, 1, 1], [0, 1, 1, 1, 0])).toBeCloseTo((1 + 2 * (3 / 5)) / 3, 12);
  });

  it("is 1 where all positives come first, and unknown without a positive", () => {
    expect(averagePrecision([3, 2, 1], [1, 1, 0])).toBe(1);
    expect(averagePrecision([3, 2, 1], [0, 0, 0])).toBeNull();
  });
});

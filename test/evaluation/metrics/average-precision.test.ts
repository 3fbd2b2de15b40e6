import { readFileSync } from "node:fs";
import path from "node:path";
import { averagePrecision } from "../../../src/evaluation/metrics/average-precision";

interface Case {
  readonly name: string;
  readonly scores: number[];
  readonly labels: number[];
  readonly averagePrecision: number;
}

// Made by make-cases.py beside it.
const file = path.resolve(__dirname, "../../fixtures/average-precision/cases.json");
const cases: Case[] = JSON.parse(readFileSync(file, "utf8"));

describe("average precision", () => {
  it("is the precision at each positive, averaged over the positives", () => {
    // Positives at ranks 1, 3 and 6: (1/1 + 2/3 + 3/6) / 3.
    expect(averagePrecision([9, 8, 7, 6, 5, 4], [1, 0, 1, 0, 0, 1])).toBeCloseTo((1 + 2 / 3 + 1 / 2) / 3, 12);
  });

  it("does not depend on the order of the images", () => {
    expect(averagePrecision([4, 7, 9, 5, 8, 6], [1, 1, 1, 0, 0, 0])).toBeCloseTo((1 + 2 / 3 + 1 / 2) / 3, 12);
  });

  it.each(cases)("agrees with scikit-learn for $name", ({ scores, labels, averagePrecision: expected }) => {
    expect(averagePrecision(scores, labels)).toBeCloseTo(expected, 12);
  });

  it("treats equal scores as one threshold: two of four are right there, whichever comes first", () => {
    expect(averagePrecision([1, 1, 1, 1], [1, 1, 0, 0])).toBe(0.5);
    expect(averagePrecision([1, 1, 1, 1], [0, 0, 1, 1])).toBe(0.5);
    // Above them a positive: (1/1 + 2 * 3/5) / 3.
    expect(averagePrecision([1, 1, 2, 1, 1], [0, 1, 1, 1, 0])).toBeCloseTo((1 + 2 * (3 / 5)) / 3, 12);
  });

  it("is 1 if all positives come first, and null without a positive", () => {
    expect(averagePrecision([3, 2, 1], [1, 1, 0])).toBe(1);
    expect(averagePrecision([3, 2, 1], [0, 0, 0])).toBeNull();
  });

  it("ranks infinite scores at the ends", () => {
    const infinity = Number.POSITIVE_INFINITY;
    expect(averagePrecision([infinity, 1, -infinity, 2], [1, 0, 1, 0])).toBeCloseTo((1 + 2 / 4) / 2, 12);
  });

  it("refuses NaN, which has no rank", () => {
    expect(() => averagePrecision([1, Number.NaN], [1, 0])).toThrow("is NaN, which has no rank");
  });
});

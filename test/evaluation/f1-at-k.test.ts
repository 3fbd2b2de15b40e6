import { f1AtK } from "../../src/evaluation/f1-at-k";

describe("F1 at K", () => {
  it("pools the hits of all images: here 3 of 4 guesses are right and 3 of 5 positives are found", () => {
    const scores = Float32Array.of(9, 8, 1, 2, 9, 8, 3, 2);
    const labels = [1, 1, 1, 0, 0, 1, 0, 1]; // image 1: guesses 0 and 1; image 2: 0 and 1 (of the second four)
    const [precision, recall] = [3 / 4, 3 / 5];
    const expected = (2 * precision * recall) / (precision + recall);
    expect(f1AtK(scores, labels, { classes: 4, k: 2 })).toBeCloseTo(expected, 12);
  });

  it("counts the guesses on an image without a positive as wrong", () => {
    const scores = Float32Array.of(9, 1, 9, 1);
    expect(f1AtK(scores, [1, 0, 0, 0], { classes: 2, k: 1 })).toBeCloseTo((2 * 0.5 * 1) / 1.5, 12);
  });

  it("is 0 without a hit", () => {
    expect(f1AtK(Float32Array.of(9, 1), [0, 1], { classes: 2, k: 1 })).toBe(0);
  });
});

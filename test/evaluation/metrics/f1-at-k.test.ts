import { f1AtK } from "../../../src/evaluation/metrics/f1-at-k";

describe("F1@k", () => {
  // Two images of 4 classes, k = 2. Image 0: best are 0 and 1, both right. Image 1: best are 3 and 2, one
  // right. 3 hits of 4 predictions; 5 positives: precision 3/4, recall 3/5, F1 = 2/3.
  it("pools hits over all images", () => {
    const logits = Float32Array.of(9, 8, 1, 0, 0, 1, 2, 3);
    const labels = Int8Array.of(1, 1, -1, 1, 1, -1, -1, 1);
    expect(f1AtK(logits, labels, { classes: 4, k: 2 })).toBeCloseTo(2 / 3, 12);
  });

  it("counts a best score without a known label as a miss", () => {
    // 1 hit of 2 predictions, 1 positive: 2 * 0.5 * 1 / 1.5
    expect(f1AtK(Float32Array.of(9, 8, 1), Int8Array.of(1, 0, -1), { classes: 3, k: 2 })).toBeCloseTo(
      2 / 3,
      12,
    );
  });

  it("is 0 if nothing is hit", () => {
    expect(f1AtK(Float32Array.of(9, 1), Int8Array.of(-1, 1), { classes: 2, k: 1 })).toBe(0);
  });

  it("refuses a k above the number of classes", () => {
    expect(() => f1AtK(Float32Array.of(9, 1), Int8Array.of(-1, 1), { classes: 2, k: 3 })).toThrow(
      "F1@3 needs at least 3 classes, but there are 2.",
    );
  });
});

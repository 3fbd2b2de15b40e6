import { thinCurve } from "../../../src/evaluation/metrics/thin-curve";

const curve = (recall: number[], precision: number[]) => ({
  ...{ recall: Float64Array.from(recall), precision: Float64Array.from(precision) },
  ...{ averagePrecision: 0.5, positives: recall.length, known: 2 * recall.length },
});

describe("a thinned curve", () => {
  it("keeps the ends, the lowest and the highest point of each part of the recall", () => {
    // Two parts of six points each; in the first the third is lowest and the fourth highest.
    const recall = Array.from({ length: 12 }, (_, point) => (point + 0.5) / 12);
    const precision = [0.9, 0.8, 0.1, 1, 0.7, 0.6, 0.6, 0.5, 0.4, 0.3, 0.35, 0.32];
    const thin = thinCurve(curve(recall, precision), 2);
    expect([...thin.precision]).toEqual([0.9, 0.1, 1, 0.6, 0.6, 0.3, 0.32]);
    expect(thin.recall).toEqual(Float64Array.from([0, 2, 3, 5, 6, 9, 11], (point) => recall[point]!));
    expect(thin).toMatchObject({ averagePrecision: 0.5, positives: 12, known: 24 });
  });

  it("is the curve itself if that has few points", () => {
    const few = curve([0.25, 0.5, 0.75, 1], [1, 0.9, 0.8, 0.7]);
    expect(thinCurve(few, 1)).toBe(few);
  });
});

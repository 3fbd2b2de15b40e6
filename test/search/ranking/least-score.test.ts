import { probabilityOf } from "../../../src/evaluation/probability/calibration";
import { leastScore } from "../../../src/search/ranking/least-score";

describe("leastScore", () => {
  it("cuts where a calibration's probability reaches it, to the last bit", () => {
    for (const slope of [0.07, 1, 13.7]) {
      for (const offset of [-9.1, 0, 0.3]) {
        const line = { slope, offset };
        const probability = (score: number) =>
          probabilityOf({ ...line, offsets: [], pairs: 2, positives: 1 }, score, null);
        for (const wanted of [0.001, 0.3, 0.5, 0.8, 0.999]) {
          const least = leastScore(line, wanted);
          const step = 2 ** -53 * Math.max(Math.abs(least), 2 ** -1000);
          expect(probability(least)).toBeGreaterThanOrEqual(wanted);
          expect(probability(least - 2 * step)).toBeLessThanOrEqual(wanted);
          // The inverse of the probability, from its formula.
          expect(least).toBeCloseTo((Math.log(wanted / (1 - wanted)) - offset) / slope, 9);
        }
      }
    }
  });

  it("lets everything through at 0, and at 1 what rounds to it", () => {
    const line = { slope: 1, offset: 0 };
    expect(leastScore(line, 0)).toBe(-Infinity);
    expect(leastScore(line, 1)).toBeGreaterThan(36);
    expect(leastScore(line, 1)).toBeLessThan(38);
  });
});

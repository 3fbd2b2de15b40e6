import { cutOff, fitCalibration, probabilityOf } from "../../../src/evaluation/probability/calibration";
import { measureReliability } from "../../../src/evaluation/probability/reliability";
import { sectionData } from "../../../src/evaluation/scores/evaluation-data";
import { drawing, smallEvaluation } from "../../helpers/evaluations/small-evaluation";

/** Images whose labels are there with the probability 1 / (1 + exp(-(2 score + offset))). */
function drawnImages(seed: number, offsets: readonly number[], images: number) {
  const draw = drawing(seed);
  const scores = Array.from({ length: images }, () => offsets.map(() => 6 * draw() - 3));
  const labels = scores.map((row) =>
    row.map((score, label) => (draw() < 1 / (1 + Math.exp(-(2 * score + offsets[label]!))) ? 1 : -1)),
  );
  const data = smallEvaluation(scores, labels);
  return [data, sectionData(data, 0)] as const;
}

describe("a calibration", () => {
  it("finds the line that the labels were drawn from, and each label's own offset", () => {
    const calibration = fitCalibration(...drawnImages(1, [-1, 0, 1], 4000));
    expect(calibration.pairs).toBe(12_000);
    // One line over labels whose offsets vary by 2/3 is flatter than theirs: 2 / sqrt(1 + 0.346 * 2/3) = 1.80.
    expect(Math.abs(calibration.slope - 1.8)).toBeLessThan(0.08);
    for (const [label, offset] of [-1, 0, 1].entries())
      expect(Math.abs(calibration.offsets[label]! - offset)).toBeLessThan(0.15);
    expect(Math.abs(calibration.offset)).toBeLessThan(0.15);
  });

  it("is reliable on unseen images drawn in the same way", () => {
    const calibration = fitCalibration(...drawnImages(1, [-1, 0, 1], 4000));
    const { bins, expectedError, brierScore } = measureReliability(
      calibration,
      ...drawnImages(2, [-1, 0, 1], 4000),
    );
    expect(expectedError).toBeLessThan(0.02);
    expect(brierScore).toBeLessThan(0.12); // 0.25 for a probability of one half throughout
    expect(bins).toHaveLength(10);
    expect(bins.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(12_000);
    for (const { from, to, predicted, observed } of bins) {
      expect(predicted).toBeGreaterThanOrEqual(from);
      expect(predicted).toBeLessThanOrEqual(to);
      expect(Math.abs(predicted! - observed!)).toBeLessThan(0.08);
    }
  });

  it("gives cut-offs: the score at which a label has a given probability, by column or for any label", () => {
    const calibration = { slope: 2, offset: -1, offsets: [1, null], pairs: 9, positives: 3 };
    expect(cutOff(calibration, 0.5, 0)).toBeCloseTo(-0.5, 12);
    expect(cutOff(calibration, 0.5, 1)).toBeCloseTo(0.5, 12);
    expect(probabilityOf(calibration, cutOff(calibration, 0.9, null)!, null)).toBeCloseTo(0.9, 12);
    expect(cutOff({ ...calibration, slope: -1 }, 0.5, null)).toBeNull();
    expect(() => cutOff(calibration, 1, null)).toThrow("between 0 and 1, not 1");
  });

  it("keeps a label with few examples near the common offset", () => {
    const scores = [...Array.from({ length: 200 }, (_, i) => [(i % 20) / 10 - 1, 0])];
    const labels = scores.map(([score], i) => [score! + ((i * 7) % 11) / 11 > 0.5 ? 1 : -1, i === 0 ? 1 : 0]);
    const data = smallEvaluation(scores, labels);
    const { offset, offsets } = fitCalibration(data, sectionData(data, 0));
    expect(offsets[1]).toBeGreaterThan(offset);
    expect(offsets[1]! - offset).toBeLessThan(1); // one example would make it infinite
  });

  it("is finite if scores separate the labels", () => {
    const data = smallEvaluation([[2], [1], [-1], [-2]], [[1], [1], [-1], [-1]]);
    const { slope, offset } = fitCalibration(data, sectionData(data, 0));
    expect(Number.isFinite(slope) && Number.isFinite(offset)).toBe(true);
    expect(slope).toBeGreaterThan(0);
  });

  it("refuses a validation part with labels of one kind only", () => {
    const data = smallEvaluation([[1], [2]], [[1], [0]]);
    expect(() => fitCalibration(data, sectionData(data, 0))).toThrow("got 1 and 0");
  });

  it.each([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("refuses a score of %d", (score) => {
    const data = smallEvaluation([[1], [score], [2]], [[1], [-1], [-1]]);
    expect(() => fitCalibration(data, sectionData(data, 0))).toThrow("needs finite scores");
  });
});

import { averagePrecision } from "../../../src/evaluation/metrics/average-precision";
import { compareRuns } from "../../../src/evaluation/resampling/compare-runs";
import { imageWeights } from "../../../src/evaluation/resampling/image-weights";
import { intervalOf } from "../../../src/evaluation/resampling/interval";
import { resample } from "../../../src/evaluation/resampling/resample";
import { twoSidedP } from "../../../src/evaluation/resampling/two-sided-p";
import { drawing, smallEvaluation } from "../../helpers/evaluations/small-evaluation";

const [images, classes, resamples] = [60, 3, 40];
const draw = drawing(11);
const rows = (value: () => number) =>
  Array.from({ length: images }, () => Array.from({ length: classes }, value));
const scores = rows(() => Math.round(12 * draw()));
const labels = rows(() => [1, -1, -1, 0][Math.floor(4 * draw())]!);
const data = smallEvaluation(scores, labels, { ks: [2] });

/** How often each image is drawn in a resample. */
function weightsOf(column: number, seed = 1): number[] {
  const { packed, words } = imageWeights(images, resamples, seed);
  return Array.from(
    { length: images },
    (_, image) => (packed[image * words + (column >> 2)]! >>> (8 * (column & 3))) & 255,
  );
}

describe("resamples", () => {
  it("draw each image a Poisson number of times with mean 1, and once in the measured column", () => {
    const drawn = Array.from({ length: resamples }, (_, at) => weightsOf(at + 1)).flat();
    const share = (count: number) => drawn.filter((weight) => weight === count).length / drawn.length;
    // Within four standard deviations of 2,400 draws.
    expect(Math.abs(share(0) - Math.exp(-1))).toBeLessThan(0.04);
    expect(Math.abs(share(2) - Math.exp(-1) / 2)).toBeLessThan(0.032);
    expect(Math.abs(drawn.reduce((sum, weight) => sum + weight, 0) / drawn.length - 1)).toBeLessThan(0.082);
    expect(weightsOf(0)).toEqual(new Array(images).fill(1));
    expect(weightsOf(1, 2)).not.toEqual(weightsOf(1));
  });

  it("have the AP and F1 of the images repeated as often as they are drawn", () => {
    const [section] = resample(data, resamples, 1);
    for (const column of [0, 1, 17, resamples]) {
      const drawn = weightsOf(column).flatMap((weight, image) => new Array<number>(weight).fill(image));
      for (let label = 0; label < classes; label++) {
        const known = drawn.filter((image) => labels[image]![label] !== 0);
        const expected = averagePrecision(
          known.map((image) => scores[image]![label]!),
          known.map((image) => labels[image]![label]!),
        );
        expect(section!.averagePrecision[label * section!.columns + column]).toBeCloseTo(expected!, 6);
      }
      const repeated = smallEvaluation(
        drawn.map((image) => scores[image]!),
        drawn.map((image) => labels[image]!),
        { ks: [2] },
      );
      const whole = resample(repeated, 1, 1)[0]!;
      expect(section!.atK[0]!.f1[column]).toBeCloseTo(whole.atK[0]!.f1[0]!, 12);
      expect(section!.atK[0]!.recall[column]).toBeCloseTo(whole.atK[0]!.recall[0]!, 12);
      expect(section!.macro[column]).toBeCloseTo(whole.macro[0]!, 6);
      expect(section!.supportWeighted[column]).toBeCloseTo(whole.supportWeighted[0]!, 6);
    }
  });
});

describe("an interval", () => {
  it("spans the middle 95% of the resamples, centered on the measured value", () => {
    const resampled = Array.from({ length: 201 }, (_, at) => 0.4 + at / 1000); // 0.4 to 0.6, mean 0.5
    const { low, high } = intervalOf([0.3, ...resampled])!;
    expect(low).toBeCloseTo(0.3 - 0.095, 12);
    expect(high).toBeCloseTo(0.3 + 0.095, 12);
  });

  it("stays between 0 and 1, and is null if most resamples have no value", () => {
    expect(intervalOf([0.01, 0.1, 0.2, 0.3])!.low).toBe(0);
    expect(intervalOf([0.5, Number.NaN, Number.NaN, 0.5])).toBeNull();
    expect(intervalOf([Number.NaN, 0.5, 0.5])).toBeNull();
  });
});

describe("the comparison of two runs", () => {
  // The second run knows class 0: present images score highest.
  const better = scores.map((row, image) => [labels[image]![0] === 1 ? 100 : row[0]!, ...row.slice(1)]);
  const [first, second] = [data, smallEvaluation(better, labels, { ks: [2] })].map((run) =>
    resample(run, 40, 1),
  );
  const [{ perClass, macro }] = compareRuns(first!, second!) as [ReturnType<typeof compareRuns>[number]];

  it("finds the class that changed, and no difference in those that did not", () => {
    expect(perClass[0]).toMatchObject({ class: 0, second: 1 });
    expect(perClass[0]!.difference).toBeCloseTo(1 - first![0]!.averagePrecision[0]!, 6);
    expect(perClass[0]!.adjustedP).toBeLessThan(0.001);
    for (const { difference, standardError, p } of perClass.slice(1))
      expect([difference, standardError, p]).toEqual([0, 0, 1]);
    expect(macro!.difference).toBeCloseTo(perClass[0]!.difference / 3, 6);
  });

  it("corrects for the number of classes: the smallest of three p is three times as large", () => {
    expect(perClass[0]!.adjustedP).toBeCloseTo(3 * perClass[0]!.p, 12);
  });

  it("covers each K that both runs have", () => {
    const [three, two] = [[1, 2, 3], [2]].map((ks) =>
      resample(smallEvaluation(scores, labels, { ks }), 40, 1),
    );
    for (const [a, b] of [
      [three, two],
      [two, three],
    ]) {
      expect(compareRuns(a!, b!)[0]!.atK).toEqual([
        { k: 2, f1: { ...compareRuns(two!, two!)[0]!.atK[0]!.f1, difference: 0, standardError: 0, p: 1 } },
      ]);
    }
  });

  it("refuses runs that drew other images", () => {
    expect(() => compareRuns(first!, resample(data, 41, 1))).toThrow("their sections or resamples differ");
  });
});

describe("a two-sided p", () => {
  it.each([
    [1.959964, 0.05],
    [-2.575829, 0.01],
    [1, 0.3173105],
    [4.891638, 1e-6],
  ])("of a normal number %d from 0 is %d", (value, p) => {
    expect(Math.abs(twoSidedP(value, 1) - p)).toBeLessThan(3e-7);
  });
});

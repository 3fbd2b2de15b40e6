import { precisionRecallCurve } from "../../../src/evaluation/metrics/precision-recall-curve";
import { sectionData } from "../../../src/evaluation/scores/evaluation-data";
import { protocols } from "../../../src/evaluation/scores/protocols";
import { drawing, smallEvaluation } from "../../helpers/evaluations/small-evaluation";

/** The curve of some classes in the first section; scores and labels come image by image. */
function curveOf(
  scores: readonly (readonly number[])[],
  labels: readonly (readonly number[])[],
  classes = [0],
  protocol = protocols.custom,
) {
  const data = smallEvaluation(scores, labels, { protocol });
  const curve = precisionRecallCurve(data, sectionData(data, 0), Uint32Array.from(classes));
  return { ...curve, recall: [...curve.recall], precision: [...curve.precision] };
}
const column = (values: readonly number[]) => values.map((value) => [value]);

describe("a precision-recall curve", () => {
  it("has a point at each positive: ranks 1, 3 and 6 give 1 of 1, 2 of 3 and 3 of 6", () => {
    expect(curveOf(column([5, 9, 7, 8, 6, 4]), column([-1, 1, 1, -1, -1, 1]))).toEqual({
      ...{ recall: [1 / 3, 2 / 3, 1], precision: [1, 2 / 3, 1 / 2], positives: 3, known: 6 },
      averagePrecision: expect.closeTo((1 + 2 / 3 + 1 / 2) / 3, 12),
    });
  });

  it("of a perfect ranking stays at precision 1", () => {
    expect(curveOf(column([4, 3, 2, 1]), column([1, 1, -1, -1]))).toEqual({
      ...{ recall: [1 / 2, 1], precision: [1, 1], averagePrecision: 1, positives: 2, known: 4 },
    });
  });

  it("treats equal scores as one threshold, whatever the order of the images", () => {
    const tied = { recall: [1 / 3, 1], precision: [1, 3 / 5] };
    expect(curveOf(column([2, 1, 1, 1, 1]), column([1, 1, 1, -1, -1]))).toMatchObject(tied);
    expect(curveOf(column([1, 1, 2, 1, 1]), column([-1, 1, 1, -1, 1]))).toMatchObject(tied);
  });

  it("leaves out unknown labels", () => {
    expect(curveOf(column([9, 8, 7]), column([0, 1, -1]))).toMatchObject({
      ...{ recall: [1], precision: [1], known: 2 },
    });
  });

  it("leaves out images that do not count", () => {
    // Under open-images those with a positive in the section alone: the second image has none.
    const scores = [
      [1, 2],
      [9, 0],
      [3, 4],
    ];
    const labels = [
      [1, -1],
      [-1, -1],
      [-1, 1],
    ];
    const protocol = { ...protocols["open-images"], kept: "all-scores" } as const;
    expect(curveOf(scores, labels, [0], protocol)).toMatchObject({
      ...{ recall: [1], precision: [1 / 2], known: 2 },
    });
  });

  it("of several classes is that of a single ranking of their pairs", () => {
    // The pairs by score: 9 +, 8 -, 7 +, 6 -, 2 +, and 1 -.
    const scores = [
      [9, 8],
      [6, 7],
      [2, 1],
    ];
    const labels = [
      [1, -1],
      [-1, 1],
      [1, -1],
    ];
    expect(curveOf(scores, labels, [0, 1])).toMatchObject({
      ...{ recall: [1 / 3, 2 / 3, 1], precision: [1, 2 / 3, 3 / 5], positives: 3, known: 6 },
    });
  });

  it("has an area equal to the average precision", () => {
    const draw = drawing(3);
    const scores = column(Array.from({ length: 500 }, () => Math.floor(draw() * 100)));
    const labels = column(Array.from({ length: 500 }, () => (draw() < 0.3 ? 1 : -1)));
    const { recall, precision, averagePrecision } = curveOf(scores, labels);
    const area = recall.reduce((sum, here, at) => sum + (here - (recall[at - 1] ?? 0)) * precision[at]!, 0);
    expect(area).toBeCloseTo(averagePrecision!, 12);
  });

  it("has no point without a positive", () => {
    expect(curveOf(column([3, 2, 1]), column([-1, -1, 0]))).toEqual({
      ...{ recall: [], precision: [], averagePrecision: null, positives: 0, known: 2 },
    });
  });
});

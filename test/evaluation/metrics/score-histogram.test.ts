import { scoreHistogram } from "../../../src/evaluation/metrics/score-histogram";
import { sectionData } from "../../../src/evaluation/scores/evaluation-data";
import { smallEvaluation } from "../../helpers/evaluations/small-evaluation";

function histogramOf(scores: number[][], labels: number[][], bins: number, classes = [0]) {
  const data = smallEvaluation(scores, labels);
  const histogram = scoreHistogram(data, sectionData(data, 0), Uint32Array.from(classes), bins);
  return { ...histogram, positives: [...histogram.positives], negatives: [...histogram.negatives] };
}
const column = (values: readonly number[]) => values.map((value) => [value]);

describe("a histogram of scores", () => {
  it("counts positives and negatives separately; a score between two bins is in the upper, the highest in the last", () => {
    expect(histogramOf(column([0, 1, 2, 3, 4]), column([1, -1, 1, -1, 1]), 2)).toEqual({
      ...{ from: 0, to: 4, positives: [1, 2], negatives: [1, 1] },
    });
  });

  it("leaves out unknown labels, also from its range", () => {
    expect(histogramOf(column([-100, 0, 4]), column([0, -1, 1]), 2)).toEqual({
      ...{ from: 0, to: 4, positives: [0, 1], negatives: [1, 0] },
    });
  });

  it("of several classes is the sum of their histograms over one range", () => {
    const scores = [
      [0, 10],
      [4, 5],
    ];
    const labels = [
      [1, -1],
      [-1, 1],
    ];
    expect(histogramOf(scores, labels, 2, [0, 1])).toEqual({
      ...{ from: 0, to: 10, positives: [1, 1], negatives: [1, 1] },
    });
  });

  it("puts infinite scores into the bins at the ends", () => {
    const infinity = Number.POSITIVE_INFINITY;
    expect(histogramOf(column([-infinity, 0, 2, infinity]), column([-1, -1, 1, 1]), 2)).toEqual({
      ...{ from: 0, to: 2, positives: [0, 2], negatives: [2, 0] },
    });
  });

  it("has a range of width 1 if all scores are equal", () => {
    expect(histogramOf(column([3, 3]), column([1, -1]), 4)).toEqual({
      ...{ from: 2.5, to: 3.5, positives: [0, 0, 1, 0], negatives: [0, 0, 1, 0] },
    });
  });
});

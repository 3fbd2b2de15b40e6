import { mostWrongImages } from "../../../src/evaluation/metrics/most-wrong-images";
import { sectionData } from "../../../src/evaluation/scores/evaluation-data";
import { protocols } from "../../../src/evaluation/scores/protocols";
import { smallEvaluation } from "../../helpers/evaluations/small-evaluation";

type Rows = readonly (readonly number[])[];

function mostWrong(scores: Rows, labels: Rows, most = 10, options = {}) {
  const data = smallEvaluation(scores, labels, options);
  return mostWrongImages(data, sectionData(data, 0), most);
}

describe("the most wrong images", () => {
  it("are those where the best absent label outranks the worst present one by the most, given with both", () => {
    const scores = [
      [5, 1, 4, 3], // 5 - 1
      [9, 8, 7, 6], // 7 - 8: right
      [0, 6, 2, 9], // 9 - 0
    ];
    const labels = [
      [-1, 1, 1, -1],
      [1, 1, -1, -1],
      [1, 1, -1, -1],
    ];
    expect(mostWrong(scores, labels)).toEqual([
      { image: 2, margin: 9, predicted: 3, predictedScore: 9, missed: 0, missedScore: 0 },
      { image: 0, margin: 4, predicted: 0, predictedScore: 5, missed: 1, missedScore: 1 },
    ]);
    expect(mostWrong(scores, labels, 1).map(({ image }) => image)).toEqual([2]);
  });

  it("are found anywhere among thousands", () => {
    const margins = Array.from({ length: 5_000 }, (_, image) => 1 + ((image * 1_999) % 5_000)); // 1 to 5,000, each once
    const scores = margins.map((margin) => [margin, 0]);
    const found = mostWrong(scores, new Array(margins.length).fill([-1, 1]), 3);
    expect(found.map(({ margin }) => margin)).toEqual([5_000, 4_999, 4_998]);
    expect(found.map(({ image }) => margins[image])).toEqual([5_000, 4_999, 4_998]);
  });

  it("ignore unknown labels, however they score", () => {
    const scores = [
      [9, 3, 2],
      [9, 1, 3],
    ];
    const labels = [
      [0, 1, -1],
      [0, -1, 1],
    ];
    expect(mostWrong(scores, labels)).toEqual([]);
    expect(mostWrong(scores.slice(0, 1), [[-1, 1, 0]])).toMatchObject([
      { predicted: 0, missed: 1, margin: 6 },
    ]);
  });

  it("exclude images without a present or without an absent label, and those where the two are equal", () => {
    const scores = [
      [9, 1],
      [9, 1],
      [4, 4],
    ];
    const labels = [
      [-1, -1],
      [1, 1],
      [-1, 1],
    ];
    expect(mostWrong(scores, labels)).toEqual([]);
  });

  it("are in the order of the set where they are equally wrong, and name the first of equal labels", () => {
    const row = [1, 5, 5, 1];
    const wrong = mostWrong([row, row, row], new Array(3).fill([1, -1, -1, 1]));
    expect(wrong.map(({ image }) => image)).toEqual([0, 1, 2]);
    expect(wrong[0]).toMatchObject({ predicted: 1, missed: 0, margin: 4 });
  });

  it("depend only on a section's labels, whether all scores are kept or only the annotated ones", () => {
    const scores = [[9, 3, 2, 8]];
    const labels = [[-1, 1, -1, 1]];
    for (const kept of ["all-scores", "annotated-scores"] as const) {
      const protocol = { ...protocols.custom, kept };
      const data = smallEvaluation(scores, labels, { seen: 2, protocol });
      const of = (at: number) => mostWrongImages(data, sectionData(data, at), 10);
      const byName = Object.fromEntries(
        data.plan.sections.map(({ definition }, at) => [definition.name, of(at)]),
      );
      expect(byName.ZSL).toEqual([]);
      expect(byName.SEEN).toMatchObject([{ predicted: 0, missed: 1, margin: 6 }]);
      expect(byName.GZSL).toMatchObject([{ predicted: 0, missed: 1, margin: 6 }]);
    }
  });
});

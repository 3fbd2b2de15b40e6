import { confusions } from "../../../src/evaluation/metrics/confusions";
import { sectionData } from "../../../src/evaluation/scores/evaluation-data";
import { smallEvaluation } from "../../helpers/evaluations/small-evaluation";

type Rows = readonly (readonly number[])[];

function confused(scores: Rows, labels: Rows, most = 10) {
  const data = smallEvaluation(scores, labels);
  return confusions(data, sectionData(data, 0), 1, most);
}

describe("confusions", () => {
  const scores = [
    [3, 2, 1],
    [3, 2, 1],
    [1, 3, 2],
    [1, 2, 3],
  ];
  const labels = [
    [-1, -1, 1],
    [-1, -1, 1],
    [1, -1, -1],
    [1, -1, -1],
  ];

  it("are sorted by frequency, then by the missed class, then by the predicted one", () => {
    expect(confused(scores, labels)).toEqual([
      { missed: 2, predicted: 0, images: 2 },
      { missed: 0, predicted: 1, images: 1 },
      { missed: 0, predicted: 2, images: 1 },
    ]);
    expect(confused(scores, labels, 2)).toEqual(confused(scores, labels).slice(0, 2));
  });

  it("name classes even if there are more pairs than 32 bits can number", () => {
    const classes = 70_000;
    const row = new Array<number>(classes).fill(0);
    const absent = new Array<number>(classes).fill(-1);
    expect(confused([row.with(69_998, 1)], [absent.with(69_999, 1)])).toEqual([
      { missed: 69_999, predicted: 69_998, images: 1 },
    ]);
  });
});

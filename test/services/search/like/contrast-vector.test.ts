import { contrastVector, salientCells } from "../../../../src/services/search/like/contrast-vector";
import { toFloat16 } from "../../../../src/tensor/float16";

const grid = { height: 2, width: 2, regionSize: 2 };
const score = { topRegions: 1 } as Parameters<typeof salientCells>[0]["score"];
/** All have (10, 10) in common; the third differs by (3, 4) more than the others. */
const regions = toFloat16(Float32Array.from([10, 10, 10, 10, 13, 14, 10, 10]));

describe("the classifier of what some cells show", () => {
  it("is how they differ from all cells, in length 1", () => {
    const classifier = contrastVector({ grid }, regions, [2]);
    expect(classifier[0]).toBeCloseTo(0.6, 6);
    expect(classifier[1]).toBeCloseTo(0.8, 6);
  });

  it("is of the cells that differ most, as many as a score is the mean of", () => {
    expect(salientCells({ grid, score }, regions)).toEqual([2]);
    expect(salientCells({ grid, score: { ...score, topRegions: 2 } }, regions)).toEqual([2, 0]);
  });

  it("is refused for all cells, and where all are the same", () => {
    expect(() => contrastVector({ grid }, regions, [0, 1, 2, 3])).toThrow("differs from the rest");
    expect(() => contrastVector({ grid }, toFloat16(new Float32Array(8).fill(1)), [0])).toThrow("differs");
  });
});

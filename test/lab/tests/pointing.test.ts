import { chanceOfPointing, pointsInto } from "../../../lab/tests/pointing";

// Cells of 10 x 20; their centers are at x = 5, 15 and y = 10, 30.
const grid = { rows: 2, columns: 2, width: 20, height: 40 };
const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom });

describe("the pointing game", () => {
  it("is won if the center of the largest cell is in one of the boxes", () => {
    const map = [0, 1, 5, 2]; // the third cell, at (5, 30)
    expect(pointsInto(map, grid, [box(0, 20, 10, 40)])).toBe(true);
    expect(pointsInto(map, grid, [box(10, 0, 20, 20), box(4, 29, 6, 31)])).toBe(true);
    expect(pointsInto(map, grid, [box(10, 0, 20, 40)])).toBe(false);
  });

  it("counts a box's left and top edges as inside, its right and bottom edges as outside", () => {
    expect(pointsInto([5, 0, 0, 0], grid, [box(5, 10, 6, 11)])).toBe(true);
    expect(pointsInto([5, 0, 0, 0], grid, [box(4, 9, 5, 11)])).toBe(false);
    expect(pointsInto([5, 0, 0, 0], grid, [box(4, 9, 6, 10)])).toBe(false);
  });

  it("is won by chance in proportion to the cells whose center is in a box", () => {
    expect(chanceOfPointing(grid, [box(0, 0, 10, 40)])).toBe(0.5);
    expect(chanceOfPointing(grid, [box(0, 0, 10, 40), box(0, 0, 20, 20)])).toBe(0.75);
    expect(chanceOfPointing(grid, [])).toBe(0);
  });
});

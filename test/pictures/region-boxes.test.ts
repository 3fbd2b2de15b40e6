import { regionBoxes } from "../../src/pictures/region-boxes";

const picture = (width: number, height: number) => ({ left: 0, top: 0, width, height });

/** A 4x3 map over a picture of 400x300 pixels: each cell is 100 pixels wide and high. */
const boxesOf = (...cells: number[]) =>
  regionBoxes(Float32Array.from(cells), { width: 4, height: 3 }, picture(400, 300), 0);

describe("regionBoxes", () => {
  test("draws a box around each 4-connected group at or above half the peak, strongest first", () => {
    // biome-ignore format: the map's rows
    const boxes = boxesOf(
      5, 5, 0, 0,
      0, 4, 0, 9,
      0, 0, 0, 10,
    );
    expect(boxes).toEqual([
      { left: 300, top: 100, right: 400, bottom: 300, score: 10 },
      { left: 0, top: 0, right: 200, bottom: 100, score: 5 },
    ]);
  });

  test("separates cells that touch only at a corner", () => {
    // biome-ignore format: the map's rows
    const boxes = boxesOf(
      2, 0, 0, 0,
      0, 2, 0, 0,
      0, 0, 0, 0,
    );
    expect(boxes.map(({ left, top }) => [left, top])).toEqual([
      [0, 0],
      [100, 100],
    ]);
  });

  test("does not join the end of one row with the start of the next", () => {
    // biome-ignore format: the map's rows
    const boxes = boxesOf(
      0, 0, 0, 2,
      2, 0, 0, 0,
      0, 0, 0, 0,
    );
    expect(boxes).toHaveLength(2);
  });

  test("draws one box around a bent group", () => {
    // biome-ignore format: the map's rows
    const boxes = boxesOf(
      2, 2, 2, 0,
      2, 0, 2, 0,
      0, 0, 2, 0,
    );
    expect(boxes).toEqual([{ left: 0, top: 0, right: 300, bottom: 300, score: 2 }]);
  });

  test("draws none if the peak is not above zero", () => {
    expect(boxesOf(...Array(12).fill(0))).toEqual([]);
    expect(boxesOf(...Array(12).fill(-1))).toEqual([]);
  });

  test("gives every box at least a pixel on a picture smaller than the grid", () => {
    const [box] = regionBoxes(
      Float32Array.from({ length: 196 }, (_, i) => (i === 20 ? 1 : 0)),
      { width: 14, height: 14 },
      picture(5, 3),
      0,
    );
    expect(box!.right).toBeGreaterThan(box!.left);
    expect(box!.bottom).toBeGreaterThan(box!.top);
  });

  test("moves the boxes of a map that covers a part of the picture, rounded outwards", () => {
    // Cells of 2.5x2 pixels from (10, 20.5).
    const part = { left: 10, top: 20.5, width: 10, height: 6 };
    const map = Float32Array.of(0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0);
    expect(regionBoxes(map, { width: 4, height: 3 }, part, 0)).toEqual([
      { left: 12, top: 22, right: 15, bottom: 25, score: 1 },
    ]);
  });
});

import { cosineCut } from "../../src/model/families/transformer/cosine-cut";
import { mapFloor } from "../../src/pictures/map-floor";
import { regionBoxes } from "../../src/pictures/region-boxes";
import { fromFloat16, toFloat16 } from "../../src/tensor/float16";
import { randomTensor } from "../helpers/graph/random-tensors";

const SIDE = 14;
const SCALE = 100; // CLIP's

/** Boxes, in cells, of a map of 14x14 cosines times the scale, each given by its row and column. */
function boxesOf(cosine: (row: number, column: number) => number, scale = SCALE): number[][] {
  const map = Float32Array.from(
    { length: SIDE * SIDE },
    (_, cell) => scale * cosine(Math.floor(cell / SIDE), cell % SIDE),
  );
  const grid = { width: SIDE, height: SIDE };
  const zero = mapFloor(map, cosineCut(scale).contrast);
  return regionBoxes(map, grid, { left: 0, top: 0, ...grid }, zero).map(({ left, top, right, bottom }) => [
    ...[left, top, right, bottom],
  ]);
}

/** The same numbers from -1 to 1 at each call. */
const noise = randomTensor([SIDE, SIDE], 3).data.map((value) => Math.max(-1, Math.min(1, value)));
const noiseAt = (row: number, column: number) => noise[row * SIDE + column]!;

describe("the boxes of a map of cosines", () => {
  test("are around the cells of a small object over a background that is not even", () => {
    const isObject = (row: number, column: number) => row >= 3 && row < 5 && column >= 9 && column < 12;
    expect(
      boxesOf((row, column) => (isObject(row, column) ? 0.28 : 0.2 + 0.02 * noiseAt(row, column))),
    ).toEqual([[9, 3, 12, 5]]);
  });

  test("are around a single cell", () => {
    expect(boxesOf((row, column) => (row === 7 && column === 7 ? 0.26 : 0.21))).toEqual([[7, 7, 8, 8]]);
  });

  test("are two for two objects, of which one is weaker", () => {
    const at = (row: number, column: number) => {
      if (row < 4 && column < 4) return 0.25;
      return row > 10 && column > 8 ? 0.27 : 0.2;
    };
    expect(boxesOf(at)).toEqual([
      [9, 11, 14, 14],
      [0, 0, 4, 4],
    ]);
  });

  test.each([1, 5, 9, 12])("are exactly an even object's %i of 14 rows, however large it is", (rows) => {
    expect(boxesOf((row) => (row < rows ? 0.27 : 0.22))).toEqual([[0, 0, 14, rows]]);
  });

  test("are not moved by one cell that is far below all others", () => {
    const at = (row: number, column: number) => {
      if (row === 0 && column === 0) return 0.05;
      return row > 9 && column > 9 ? 0.27 : 0.2;
    };
    expect(boxesOf(at)).toEqual([[10, 10, 14, 14]]);
  });

  test("are none for a label that is everywhere alike, as for one that is nowhere", () => {
    expect(boxesOf(() => 0.3)).toEqual([]);
    expect(boxesOf(() => 0.15)).toEqual([]);
    expect(boxesOf((row, column) => 0.3 + 0.003 * noiseAt(row, column))).toEqual([]);
  });

  test.each([1, 4, 100, 276])("are the same at a scale of %i", (scale) => {
    expect(boxesOf((row) => (row < 5 ? 0.22 : 0.2), scale)).toEqual([[0, 0, 14, 5]]);
    expect(boxesOf((row) => (row < 5 ? 0.205 : 0.2), scale)).toEqual([]);
  });
});

test("float16 alone makes no cosine stand out", () => {
  const size = 512;
  const unit = (values: Float32Array) => {
    const length = Math.hypot(...values);
    return values.map((value) => value / length);
  };
  const region = unit(randomTensor([size], 1).data);
  const label = unit(randomTensor([size], 2).data.map((value, i) => value / 20 + region[i]!));
  const map = Float32Array.from({ length: SIDE * SIDE }, (_, cell) => {
    // Nearly the same region everywhere, to less than float16 can tell.
    const almost = region.map((value, i) => value * (1 + ((i * 31 + cell * 17) % 64) * 2 ** -18));
    const kept = fromFloat16(toFloat16(almost));
    return SCALE * kept.reduce((sum, value, i) => sum + value * label[i]!, 0);
  });
  expect(Math.max(...map) - Math.min(...map)).toBeGreaterThan(0);
  expect(mapFloor(map, cosineCut(SCALE).contrast)).toBe(Math.max(...map));
});

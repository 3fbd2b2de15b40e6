import { resizeBilinear } from "../../src/pictures/resize";

/** A picture of one row whose three channels are equal. */
const greyRow = (...values: number[]) => Uint8Array.from(values.flatMap((value) => [value, value, value]));
const reds = (rgb: Uint8Array) => Array.from({ length: rgb.length / 3 }, (_, i) => rgb[i * 3]);

describe("resizeBilinear", () => {
  test("enlarges by mixing the two nearest pixels by their distance", () => {
    // Centres at 0.25, 0.75, 1.25, 1.75 of a row with pixel centres 0.5 and 1.5.
    expect(reds(resizeBilinear(greyRow(0, 100), 2, 1, 4, 1))).toEqual([0, 25, 75, 100]);
  });

  test("shrinks by a triangle twice as wide as the reduction", () => {
    // 4 -> 2: for the first target the weights of pixels 0..2 are 3/4, 3/4, 1/4 over their sum 7/4.
    expect(reds(resizeBilinear(greyRow(70, 140, 210, 0), 4, 1, 2, 1))).toEqual([120, 110]);
  });

  test("rounds halves up, along the rows and then along the columns", () => {
    // Rows first: (0+1)/2 -> 1 and 0 -> 0; then (1+0)/2 -> 1. Exact arithmetic would give 0.25 -> 0.
    const corner = Uint8Array.from([...greyRow(0, 1), ...greyRow(0, 0)]);
    expect(reds(resizeBilinear(corner, 2, 2, 1, 1))).toEqual([1]);
  });

  test("leaves a flat picture flat, whatever the sizes", () => {
    const flat = new Uint8Array(37 * 53 * 3).fill(255);
    expect(resizeBilinear(flat, 37, 53, 224, 19).every((value) => value === 255)).toBe(true);
  });

  test("keeps the channels apart", () => {
    const pixel = Uint8Array.from([10, 20, 30]);
    expect(Array.from(resizeBilinear(pixel, 1, 1, 2, 1))).toEqual([10, 20, 30, 10, 20, 30]);
  });

  test("returns a copy when no axis changes", () => {
    const row = greyRow(1, 2);
    const same = resizeBilinear(row, 2, 1, 2, 1);
    expect(same).toEqual(row);
    expect(same.buffer).not.toBe(row.buffer);
  });
});

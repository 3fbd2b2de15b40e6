import { resize } from "../../src/pictures/resize";

/** A picture of one row whose three channels are equal. */
const grayRow = (...values: number[]) => Uint8Array.from(values.flatMap((value) => [value, value, value]));
const reds = (rgb: Uint8Array) => Array.from({ length: rgb.length / 3 }, (_, i) => rgb[i * 3]);

describe("resizing", () => {
  test("enlarges by mixing the two nearest pixels according to their distance", () => {
    // Centers at 0.25, 0.75, 1.25, 1.75 of a row with pixel centers 0.5 and 1.5.
    expect(
      reds(resize(grayRow(0, 100), { width: 2, height: 1 }, { width: 4, height: 1 }, "bilinear")),
    ).toEqual([0, 25, 75, 100]);
  });

  test("shrinks by a triangle twice as wide as the reduction", () => {
    // 4 -> 2: for the first target the weights of pixels 0..2 are 3/4, 3/4, 1/4 over their sum 7/4.
    expect(
      reds(resize(grayRow(70, 140, 210, 0), { width: 4, height: 1 }, { width: 2, height: 1 }, "bilinear")),
    ).toEqual([120, 110]);
  });

  test("overshoots beside an edge with the bicubic filter, clipped to a byte", () => {
    // At 0.25 of the way between two pixels the four weights are -9, 111, 29 and -3 of 128; those beyond the
    // row's ends are left out, and the others divided by their sum.
    const row = reds(
      resize(grayRow(0, 255, 255, 0), { width: 4, height: 1 }, { width: 8, height: 1 }, "bicubic"),
    );
    expect(row[3]).toBe(Math.min(255, Math.round((255 * (111 + 29)) / 128)));
    expect(row[1]).toBe(Math.round((255 * (29 - 3)) / (111 + 29 - 3)));
    expect(row).toEqual([...row].reverse());
  });

  test("rounds halves up, along the rows and then along the columns", () => {
    // Rows first: (0+1)/2 -> 1 and 0 -> 0; then (1+0)/2 -> 1. Exact arithmetic would give 0.25 -> 0.
    const corner = Uint8Array.from([...grayRow(0, 1), ...grayRow(0, 0)]);
    expect(reds(resize(corner, { width: 2, height: 2 }, { width: 1, height: 1 }, "bilinear"))).toEqual([1]);
  });

  test("leaves a flat picture flat, whatever the sizes", () => {
    const flat = new Uint8Array(37 * 53 * 3).fill(255);
    expect(
      resize(flat, { width: 37, height: 53 }, { width: 224, height: 19 }, "bilinear").every(
        (value) => value === 255,
      ),
    ).toBe(true);
  });

  test("keeps the channels apart", () => {
    const pixel = Uint8Array.from([10, 20, 30]);
    expect(Array.from(resize(pixel, { width: 1, height: 1 }, { width: 2, height: 1 }, "bilinear"))).toEqual([
      10, 20, 30, 10, 20, 30,
    ]);
  });

  test("returns a copy when no axis changes", () => {
    const row = grayRow(1, 2);
    const same = resize(row, { width: 2, height: 1 }, { width: 2, height: 1 }, "bilinear");
    expect(same).toEqual(row);
    expect(same.buffer).not.toBe(row.buffer);
  });
});

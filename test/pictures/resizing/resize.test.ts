import type { ResizeFilter } from "../../../src/pictures/picture-input";
import { resize } from "../../../src/pictures/resizing/resize";

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

  test.each([
    ["a picture that is brought to the kernel in several strips", [600, 300], [50, 40], "bilinear"],
    ["one whose rows are longer than a strip", [65_535, 3], [9, 2], "bicubic"],
    ["one whose rows are more than are held for one of the result", [2, 65_535], [3, 5], "bicubic"],
    ["one that grows in one direction and shrinks in the other", [31, 640], [224, 17], "bicubic"],
    ["one that keeps its width", [224, 333], [224, 224], "bilinear"],
    ["one of a pixel", [1, 1], [5, 7], "bicubic"],
  ] as const)("gives %s by the definition", (_, [width, height], [toWidth, toHeight], filter) => {
    const rgb = noise(width * height * 3);
    const rows = resizedRows(rgb, width, toWidth, filter); // [height, toWidth, 3]
    const expected = turned(resizedRows(turned(rows, toWidth), height, toHeight, filter), toHeight);
    const resized = resize(rgb, { width, height }, { width: toWidth, height: toHeight }, filter);
    expect(Buffer.compare(resized, expected)).toBe(0);
  });

  test("computes a part of the result as it is in the whole", () => {
    const rgb = noise(90 * 70 * 3);
    const [from, to] = [
      { width: 90, height: 70 },
      { width: 40, height: 30 },
    ];
    const whole = resize(rgb, from, to, "bilinear");
    const part = resize(rgb, from, to, "bilinear", { left: 11, top: 25, width: 7, height: 4 });
    const rows = [25, 26, 27, 28].map((y) => whole.subarray((y * 40 + 11) * 3, (y * 40 + 18) * 3));
    expect(Buffer.compare(part, Buffer.concat(rows))).toBe(0);
  });
});

/** Bytes that follow no pattern, the extremes among them more often. */
function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.max(0, Math.min(255, (state >>> 22) - 384));
  });
}

/** PIL's `resample.c` for the rows alone, in plain numbers. */
function resizedRows(rgb: Uint8Array, width: number, toWidth: number, filter: ResizeFilter): Uint8Array {
  const scale = width / toWidth;
  const reach = Math.max(scale, 1) * (filter === "bilinear" ? 1 : 2);
  const targets = Array.from({ length: toWidth }, (_, x) => {
    const center = (x + 0.5) * scale;
    const first = Math.max(Math.trunc(center - reach + 0.5), 0);
    const end = Math.min(Math.trunc(center + reach + 0.5), width);
    const weights = Array.from({ length: end - first }, (_, i) =>
      weightAt(Math.abs((first + i - center + 0.5) * (1 / Math.max(scale, 1))), filter),
    );
    const sum = weights.reduce((a, b) => a + b, 0);
    return {
      first,
      weights: weights.map((weight) => Math.round(Math.abs(weight / sum) * 2 ** 22) * Math.sign(weight)),
    };
  });
  const result = new Uint8ClampedArray((rgb.length / width) * toWidth);
  for (let row = 0; row < rgb.length / width / 3; row++) {
    targets.forEach(({ first, weights }, x) => {
      for (let c = 0; c < 3; c++) {
        const sum = weights.reduce(
          (sum, weight, i) => sum + weight * rgb[(row * width + first + i) * 3 + c]!,
          0,
        );
        result[(row * toWidth + x) * 3 + c] = Math.floor(sum / 2 ** 22 + 0.5);
      }
    });
  }
  return new Uint8Array(result);
}

function weightAt(x: number, filter: ResizeFilter): number {
  if (filter === "bilinear") return Math.max(1 - x, 0);
  return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0;
}

/** Columns become rows. */
function turned(rgb: Uint8Array, width: number): Uint8Array {
  const height = rgb.length / width / 3;
  const result = new Uint8Array(rgb.length);
  for (let at = 0; at < rgb.length; at++) {
    const [x, y] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width)];
    result[(x * height + y) * 3 + (at % 3)] = rgb[at]!;
  }
  return result;
}

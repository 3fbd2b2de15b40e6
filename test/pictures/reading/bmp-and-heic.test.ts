import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { decodeImage } from "../../../src/pictures/reading/decode-image";
import { inspectImage } from "../../../src/pictures/reading/inspect-image";

const fixture = (name: string) =>
  readFileSync(path.resolve(__dirname, "../../fixtures/cases/pictures", name));
const library = path.resolve(__dirname, "../../fixtures/cases/library/39-library");

// The pixels that the files were written with, 5x3, rows from the top.
const COLORS = [
  ...[230, 20, 20, 20, 230, 20, 20, 20, 230, 255, 255, 255, 0, 0, 0],
  ...[10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20, 30, 200, 100, 50],
  ...[0, 0, 0, 255, 255, 0, 0, 255, 255, 255, 0, 255, 128, 128, 128],
];
const PALETTE = [0, 1, 2, 3, 4, 5, 5, 5, 5, 5, 15, 14, 13, 12, 11].flatMap((i) => [
  i * 17,
  255 - i * 17,
  i * 5,
]);

async function seen(
  file: Buffer,
  mediaType: string,
): Promise<{ width: number; height: number; data: number[] }> {
  const { width, height, data } = await decodeImage(file, "photo");
  expect(await inspectImage(file)).toEqual({ mediaType, width, height });
  return { width, height, data: [...data] };
}

const distance = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

describe("a BMP picture", () => {
  test.each([
    ["rgb24.bmp", COLORS, 0],
    ["top-down24.bmp", COLORS, 0],
    ["os2-24.bmp", COLORS, 0],
    ["bgrx32.bmp", COLORS, 0],
    ["rgba32-pillow.bmp", COLORS, 0],
    ["rgb555.bmp", COLORS, 8], // 5 bits a channel
    ["rgb565.bmp", COLORS, 8],
    ["pal8.bmp", COLORS, 0],
    ["pal4.bmp", PALETTE, 0],
    ["rle8.bmp", PALETTE, 0],
    ["rle4.bmp", PALETTE, 0],
    ["bgra32-v4.bmp", COLORS.map((value) => Math.round((value + 255) / 2)), 1], // half transparent, on white
  ])("is read with its colors: %s", async (name, colors, tolerance) => {
    const { width, height, data } = await seen(fixture(`bmp/${name}`), "image/bmp");
    expect([width, height]).toEqual([5, 3]);
    expect(distance(data, colors)).toBeLessThanOrEqual(tolerance);
  });

  test("is read in gray and in black and white", async () => {
    // Pillow's gray is (299 R + 587 G + 114 B) / 1000; it is black below 128.
    const luma = Array.from({ length: 15 }, (_, i) => {
      const [r, g, b] = COLORS.slice(i * 3, i * 3 + 3);
      return (299 * r! + 587 * g! + 114 * b!) / 1000;
    });
    const gray = await seen(fixture("bmp/gray8.bmp"), "image/bmp");
    expect(
      distance(
        gray.data,
        luma.flatMap((value) => [value, value, value]),
      ),
    ).toBeLessThanOrEqual(1);
    const bits = await seen(fixture("bmp/bits1.bmp"), "image/bmp");
    expect(bits.data).toEqual(luma.map((value) => (value < 128 ? 0 : 255)).flatMap((v) => [v, v, v]));
  });

  test("of somebody's library is stored", async () => {
    const file = readFileSync(path.join(library, "d.bmp"));
    expect(await seen(file, "image/bmp")).toMatchObject({ width: file.readInt32LE(18) });
  });

  test.each([
    ["cut.bmp", "bytes of its pixels are missing"],
    ["cut-rle8.bmp", "its pixels end in row"],
    ["jpeg-in.bmp", "of 0 bits"],
  ])("is refused with its fault: %s (%s)", async (name, cause) => {
    const refusal = { code: "INVALID_IMAGE", message: expect.stringContaining(cause) };
    await expect(inspectImage(fixture(`bmp/${name}`))).rejects.toMatchObject(refusal);
    await expect(decodeImage(fixture(`bmp/${name}`), "photo")).rejects.toMatchObject(refusal);
  });

  test("that claims too many pixels is refused before any is made", async () => {
    const file = Buffer.from(fixture("bmp/rle8.bmp"));
    file.writeInt32LE(60_000, 18);
    file.writeInt32LE(60_000, 22);
    await expect(inspectImage(file)).rejects.toMatchObject({ code: "IMAGE_TOO_LARGE" });
  });
});

/** It is an optional part. */
const hasDecoder = (() => {
  try {
    return createRequire(__filename).resolve("libheif-js/wasm-bundle") !== "";
  } catch {
    return false;
  }
})();

// Made by Debian's heif-enc: 64x32, left red (230, 20, 20), right blue (20, 20, 230).
(hasDecoder ? describe : describe.skip)("a HEIC picture", () => {
  const at = (data: readonly number[], width: number, x: number, y: number) =>
    data.slice((y * width + x) * 3, (y * width + x) * 3 + 3);

  test.each(["h8.heic", "h10.heic"])("is read in 8 and in 10 bits: %s", async (name) => {
    const { width, height, data } = await seen(fixture(`heic/${name}`), "image/heic");
    expect([width, height]).toEqual([64, 32]);
    expect(distance(at(data, width, 8, 16), [230, 20, 20])).toBeLessThanOrEqual(3);
    expect(distance(at(data, width, 56, 16), [20, 20, 230])).toBeLessThanOrEqual(3);
  });

  test("is put together from its tiles", async () => {
    const { width, height, data } = await seen(fixture("heic/hgrid.heic"), "image/heic"); // two tiles, red and blue
    expect([width, height]).toEqual([128, 64]);
    expect(distance(at(data, width, 32, 32), [230, 20, 20])).toBeLessThanOrEqual(3);
    expect(distance(at(data, width, 96, 32), [20, 20, 230])).toBeLessThanOrEqual(3);
  });

  test("is converted by its color profile", async () => {
    // Display P3's (120, 67, 39) is sRGB's (128, 64, 32).
    const { width, data } = await seen(fixture("heic/p3.heic"), "image/heic");
    expect(distance(at(data, width, 32, 16), [128, 64, 32])).toBeLessThanOrEqual(3);
  });

  test("is turned as the file says", async () => {
    const { width, height, data } = await seen(fixture("heic/hrot.heic"), "image/heic"); // a quarter turn clockwise
    expect([width, height]).toEqual([32, 64]);
    expect(distance(at(data, width, 16, 8), [230, 20, 20])).toBeLessThanOrEqual(3);
    expect(distance(at(data, width, 16, 56), [20, 20, 230])).toBeLessThanOrEqual(3);
  });

  test("is shown on white where it is see-through", async () => {
    const { width, data } = await seen(fixture("heic/halpha.heic"), "image/heic");
    expect(at(data, width, 8, 16)).toEqual([255, 255, 255]);
    expect(distance(at(data, width, 56, 16), [200, 30, 30])).toBeLessThanOrEqual(3);
  });

  test.each([
    ["cut off", fixture("heic/h8.heic").subarray(0, 500)],
    ["only begun", readFileSync(path.join(library, "c.heic"))],
  ])("is refused if it is %s", async (_, file) => {
    const refusal = { code: "INVALID_IMAGE", message: expect.stringContaining("begin like a HEIC picture") };
    await expect(inspectImage(file)).rejects.toMatchObject(refusal);
    await expect(decodeImage(file, "photo")).rejects.toMatchObject(refusal);
  });
});

import sharp from "sharp";
import { decodeImage } from "../../../src/pictures/reading/decode-image";

/** Two pixels side by side, red then blue, stored so that a viewer must turn them. */
const turned = (orientation: number) =>
  sharp(Buffer.from([255, 0, 0, 0, 0, 255]), { raw: { width: 2, height: 1, channels: 3 } })
    .withMetadata({ orientation })
    .png()
    .toBuffer();

const raw = (data: number[], width: number, height: number, channels: 1 | 2 | 3 | 4) =>
  sharp(Buffer.from(data), { raw: { width, height, channels } });

describe("decodeImage", () => {
  test("rotates a photo as its EXIF orientation says", async () => {
    const image = await decodeImage(await turned(6), "photo"); // a quarter turn clockwise
    expect(image).toMatchObject({ width: 1, height: 2 });
    expect(Array.from(image.data)).toEqual([255, 0, 0, 0, 0, 255]);
    const half = await decodeImage(await turned(3), "photo");
    expect(Array.from(half.data)).toEqual([0, 0, 255, 255, 0, 0]);
  });

  test("ignores EXIF orientation for a benchmark", async () => {
    expect(await decodeImage(await turned(6), "benchmark")).toMatchObject({ width: 2, height: 1 });
  });

  test("drops alpha for a benchmark instead of compositing it", async () => {
    const png = await raw([200, 100, 50, 0, 10, 20, 30, 128], 2, 1, 4).png().toBuffer();
    expect(Array.from((await decodeImage(png, "benchmark")).data)).toEqual([200, 100, 50, 10, 20, 30]);
  });

  test.each([
    ["photo", 255],
    ["benchmark", 77],
  ] as const)("makes gray with alpha into three equal channels (%s)", async (mode, clear) => {
    const png = await raw([77, 0, 200, 255], 2, 1, 2).png().toBuffer();
    expect(Array.from((await decodeImage(png, mode)).data)).toEqual([clear, clear, clear, 200, 200, 200]);
  });

  test("scales the 16-bit gray of a photo, and clips that of a benchmark", async () => {
    const values = Uint16Array.from([0, 200, 0x8000, 0xffff]);
    const grey16 = await sharp(values, {
      raw: { width: 4, height: 1, channels: 1, depth: "ushort" } as never,
    })
      .toColorspace("grey16")
      .png()
      .toBuffer();
    const reds = (data: Uint8Array) => [0, 3, 6, 9].map((at) => data[at]);
    expect(reds((await decodeImage(grey16, "photo")).data)).toEqual([0, 0, 128, 255]);
    expect(reds((await decodeImage(grey16, "benchmark")).data)).toEqual([0, 200, 255, 255]);
  });

  test("takes the high byte of 16-bit color", async () => {
    const values = Uint16Array.from([0x1234, 0x80ff, 0xffff]);
    const png = await sharp(values, { raw: { width: 1, height: 1, channels: 3, depth: "ushort" } as never })
      .toColorspace("rgb16")
      .png()
      .toBuffer();
    for (const mode of ["photo", "benchmark"] as const) {
      expect(Array.from((await decodeImage(png, mode)).data)).toEqual([0x12, 0x80, 0xff]);
    }
  });

  // Display P3's (128, 64, 32) is sRGB's (138, 60, 21): by the linear matrix between the two spaces.
  test.each([
    ["8", "uchar", [138, 60, 21]], // converted to P3 as the file is written
    ["16", "ushort", [128 * 257, 64 * 257, 32 * 257]], // taken as P3 already
  ])("converts a photo's %s-bit colors by their profile, but not a benchmark's", async (_, depth, values) => {
    const pixels =
      depth === "ushort" ? Uint16Array.from(values as number[]) : Uint8Array.from(values as number[]);
    const png = await sharp(pixels, { raw: { width: 1, height: 1, channels: 3, depth } as never })
      .toColorspace(depth === "ushort" ? "rgb16" : "srgb")
      .withIccProfile("p3")
      .png()
      .toBuffer();
    expect((await sharp(png).metadata()).depth).toBe(depth);
    const distance = (data: Uint8Array, expected: number[]) =>
      Math.max(...expected.map((value, i) => Math.abs(value - data[i]!)));
    expect(distance((await decodeImage(png, "benchmark")).data, [128, 64, 32])).toBeLessThanOrEqual(2);
    expect(distance((await decodeImage(png, "photo")).data, [138, 60, 21])).toBeLessThanOrEqual(2);
  });

  test.each(["webp", "gif", "tiff", "avif", "jpeg", "png"] as const)("decodes %s", async (format) => {
    const bytes = await sharp({ create: { width: 24, height: 16, channels: 3, background: "#808080" } })
      .toFormat(format)
      .toBuffer();
    const image = await decodeImage(bytes, "photo");
    expect(image).toMatchObject({ width: 24, height: 16 });
    expect(image.data).toHaveLength(24 * 16 * 3);
    expect(Math.abs(image.data[0]! - 128)).toBeLessThanOrEqual(2);
  });

  test("takes the first frame of an animation", async () => {
    const frame = (background: string) =>
      sharp({ create: { width: 4, height: 4, channels: 3, background } }).png();
    const frames = await Promise.all(["#ff0000", "#0000ff"].map((color) => frame(color).toBuffer()));
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const image = await decodeImage(gif, "photo");
    expect(image).toMatchObject({ width: 4, height: 4 });
    expect(Array.from(image.data.subarray(0, 3))).toEqual([255, 0, 0]);
  });
});
